/** NVIDIA's driver API: what Hearth calls of it, and how the library that calls it is loaded. */
@NullMarked
package dev.hearth.kernels.cuda;

import org.jspecify.annotations.NullMarked;
