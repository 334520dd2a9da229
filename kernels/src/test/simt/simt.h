// CUDA C++ on the CPU, as far as Hearth's kernels use it: enough to compile a .cu file with any C++17 compiler and run its
// kernels with the same results, one thread of the grid at a time.
//
// Every CUDA thread of a block is a fiber. A schedule says in which order the fibers run; each runs until it reaches a
// barrier or ends. Once all have, they must all stand at the same barrier, or all have ended: anything else would hang or
// be undefined on a GPU, and fails the launch. Shared memory is filled with NaN before each block, so that what was never
// written shows; with a barrier missing, some schedule has a thread read it before another wrote it.
//
// Not covered: warp-level functions, atomics, dynamic shared memory, more than one stream. Nothing here tells of speed or
// of races on global memory.
#pragma once

#include <cmath>
#include <cstddef>
#include <tuple>
#include <utility>

namespace simt {

struct Index {
  unsigned x, y, z;
};

// The running thread's place. Named as CUDA names them below.
extern Index thread_index, block_index, block_size, grid_size;

// Ends the running thread's turn until all threads of its block have come here.
void barrier(int line);

// A kernel that takes its arguments as cuLaunchKernel does, as pointers to them.
using Kernel = void (*)(void** arguments);

// Enters a kernel into the table from which find_kernel answers.
struct Registration {
  Registration(const char* name, Kernel kernel);
};
Kernel find_kernel(const char* name);

enum class Schedule { ascending, descending, odd_first, shuffled };

// Runs a kernel for a whole grid. Returns what went wrong, or null.
const char* launch(Kernel kernel, Index grid, Index block, void** arguments, Schedule schedule);

template <auto kernel>
struct Unpacked;

template <typename... Arguments, void (*kernel)(Arguments...)>
struct Unpacked<kernel> {
  static void call(void** arguments) { call(arguments, std::index_sequence_for<Arguments...>{}); }

  template <size_t... at>
  static void call(void** arguments, std::index_sequence<at...>) {
    kernel(*static_cast<std::remove_reference_t<Arguments>*>(arguments[at])...);
  }
};

}  // namespace simt

#define SIMT_KERNEL(name) static simt::Registration registered_##name(#name, simt::Unpacked<&name>::call);

#define __global__
#define __device__ static
#define __restrict__ __restrict
#define __launch_bounds__(...)
#define __shared__ static __attribute__((section("simt_shared")))
#define __syncthreads() simt::barrier(__LINE__)
#define threadIdx simt::thread_index
#define blockIdx simt::block_index
#define blockDim simt::block_size
#define gridDim simt::grid_size

struct alignas(16) float4 {
  float x, y, z, w;
};

static inline int min(int a, int b) { return a < b ? a : b; }
static inline int max(int a, int b) { return a > b ? a : b; }
