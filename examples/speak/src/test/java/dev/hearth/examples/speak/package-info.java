/** Tests of the function on real text. */
@NullMarked
package dev.hearth.examples.speak;

import org.jspecify.annotations.NullMarked;
