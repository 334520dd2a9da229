/** Runs kernels on the CPU: a compiler for them, and a driver that has no GPU. */
@NullMarked
package dev.hearth.kernels.simt;

import org.jspecify.annotations.NullMarked;
