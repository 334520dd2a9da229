@NullMarked
package dev.hearth.runtime.gateway;

import org.jspecify.annotations.NullMarked;
