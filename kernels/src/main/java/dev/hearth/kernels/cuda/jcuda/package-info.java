/** The calls of NVIDIA's driver, made with JCuda; loaded by {@code JCudaLoader} alone. */
@NullMarked
package dev.hearth.kernels.cuda.jcuda;

import org.jspecify.annotations.NullMarked;
