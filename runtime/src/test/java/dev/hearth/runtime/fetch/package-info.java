@NullMarked
package dev.hearth.runtime.fetch;

import org.jspecify.annotations.NullMarked;
