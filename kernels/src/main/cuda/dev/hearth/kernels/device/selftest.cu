// y[i] = 2 x[255 - i] + 1: a known answer that needs copies, a launch, shared memory and a barrier.
//
//   x, y  f32 [256]
//
// Grid: 1 x 1 blocks of 256 threads. Shared: 1 KiB.
#define LENGTH 256

extern "C" __global__ void __launch_bounds__(LENGTH)
    selftest_f32_reverse(const float* __restrict__ x, float* __restrict__ y) {
  __shared__ float values[LENGTH];
  int thread = threadIdx.x;
  values[thread] = x[thread];
  __syncthreads();
  y[thread] = 2 * values[LENGTH - 1 - thread] + 1;
}
