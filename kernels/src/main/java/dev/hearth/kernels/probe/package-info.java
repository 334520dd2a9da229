/** The program by which a node finds out whether it has a GPU that functions can use. */
@NullMarked
package dev.hearth.kernels.probe;

import org.jspecify.annotations.NullMarked;
