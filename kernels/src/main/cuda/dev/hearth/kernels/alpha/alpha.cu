// Alpha apart from the colours and back; see Alpha.java.
//
//   pixels   u8 [count, 4], aligned to 4 bytes, alpha last
//   colours  u8 [count, 3], aligned to 4 bytes
//   alpha    u8 [count]
//
// Grid: ceil(count / BLOCK) x 1 blocks of BLOCK threads, a pixel per thread. Shared: 4 bytes per thread, through which a
// block's colours are moved as whole words.
#include "../staging.cuh"

#define BLOCK 256

extern "C" __global__ void __launch_bounds__(BLOCK)
    alpha_u8_split(const unsigned int* __restrict__ pixels, unsigned char* __restrict__ colours,
                   unsigned char* __restrict__ alpha, int count) {
  __shared__ unsigned int words[BLOCK];
  size_t first = (size_t)blockIdx.x * BLOCK;
  int inside = count - first < BLOCK ? (int)(count - first) : BLOCK;
  int thread = threadIdx.x;
  if (thread < inside) {
    unsigned int pixel = pixels[first + thread];
    unsigned char* colour = (unsigned char*)words + 3 * thread;
    colour[0] = pixel & 255;
    colour[1] = pixel >> 8 & 255;
    colour[2] = pixel >> 16 & 255;
    alpha[first + thread] = pixel >> 24;
  }
  __syncthreads();
  stage_out(words, colours, 3 * first, 3 * inside);
}

extern "C" __global__ void __launch_bounds__(BLOCK)
    alpha_u8_merge(const unsigned char* __restrict__ colours, const unsigned char* __restrict__ alpha,
                   unsigned int* __restrict__ pixels, int count) {
  __shared__ unsigned int words[BLOCK];
  size_t first = (size_t)blockIdx.x * BLOCK;
  int inside = count - first < BLOCK ? (int)(count - first) : BLOCK;
  stage_in(colours, 3 * first, 3 * inside, words);
  __syncthreads();
  int thread = threadIdx.x;
  if (thread < inside) {
    const unsigned char* colour = (const unsigned char*)words + 3 * thread;
    pixels[first + thread] =
        colour[0] | colour[1] << 8 | colour[2] << 16 | (unsigned int)alpha[first + thread] << 24;
  }
}
