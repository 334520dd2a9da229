@NullMarked
package dev.hearth.examples.texttoimage;

import org.jspecify.annotations.NullMarked;
