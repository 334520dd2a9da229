package dev.hearth.kernels.cuda;

/**
 * Something of the driver's (device memory, a module, a kernel) that only its binding looks into.
 */
public interface CudaHandle {}
