/** Tests of the function, on its real network. */
@NullMarked
package dev.hearth.examples.moderate;

import org.jspecify.annotations.NullMarked;
