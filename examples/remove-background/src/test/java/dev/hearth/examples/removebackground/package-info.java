/** Tests of the function, on its real network. */
@NullMarked
package dev.hearth.examples.removebackground;

import org.jspecify.annotations.NullMarked;
