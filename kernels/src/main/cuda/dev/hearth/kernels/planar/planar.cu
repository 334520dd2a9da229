// 8-bit interleaved pixels to float planes and back; formulas and limits: Planar.java.
//
//   pixels  u8  [count, channels], aligned to 4 bytes; channels 3 or 4; byte `red` is red, byte 2 - red is blue
//   planes  f32 [channels, count] in the order red, green, blue, alpha
//   scale, offset: of red, green, blue, alpha
//
// Grid: ceil(count / BLOCK) x 1 blocks of BLOCK threads, a pixel per thread. Shared: 4 bytes per thread, through which a
// block's bytes are moved as whole words. Arithmetic in f32.
#include "../staging.cuh"

#define BLOCK 256

__device__ inline int pixels_of_block(int count) {
  size_t first = (size_t)blockIdx.x * BLOCK;
  return count - first < BLOCK ? (int)(count - first) : BLOCK;
}

// value = level * scale + offset
extern "C" __global__ void __launch_bounds__(BLOCK)
    planar_f32_from_u8(const unsigned char* __restrict__ pixels, float* __restrict__ planes, int count, int channels,
                       int red, float4 scale, float4 offset) {
  __shared__ unsigned int words[BLOCK];
  size_t first = (size_t)blockIdx.x * BLOCK;
  int inside = pixels_of_block(count);
  stage_in(pixels, first * channels, inside * channels, words);
  __syncthreads();
  int thread = threadIdx.x;
  if (thread < inside) {
    const unsigned char* pixel = (const unsigned char*)words + thread * channels;
    float* value = planes + first + thread;
    value[0] = pixel[red] * scale.x + offset.x;
    value[count] = pixel[1] * scale.y + offset.y;
    value[2 * (size_t)count] = pixel[2 - red] * scale.z + offset.z;
    if (channels == 4) value[3 * (size_t)count] = pixel[3] * scale.w + offset.w;
  }
}

// fmaxf makes NaN 0.
__device__ inline unsigned char level(float value, float scale, float offset) {
  return (unsigned char)(fminf(fmaxf(value * scale + offset, 0.f), 255.f) + 0.5f);
}

// level = floor(clamp(value * scale + offset, 0, 255) + 1/2); scale and offset are the inverse ones
extern "C" __global__ void __launch_bounds__(BLOCK)
    planar_u8_from_f32(const float* __restrict__ planes, unsigned char* __restrict__ pixels, int count, int channels,
                       int red, float4 scale, float4 offset) {
  __shared__ unsigned int words[BLOCK];
  size_t first = (size_t)blockIdx.x * BLOCK;
  int inside = pixels_of_block(count);
  int thread = threadIdx.x;
  if (thread < inside) {
    unsigned char* pixel = (unsigned char*)words + thread * channels;
    const float* value = planes + first + thread;
    pixel[red] = level(value[0], scale.x, offset.x);
    pixel[1] = level(value[count], scale.y, offset.y);
    pixel[2 - red] = level(value[2 * (size_t)count], scale.z, offset.z);
    if (channels == 4) pixel[3] = level(value[3 * (size_t)count], scale.w, offset.w);
  }
  __syncthreads();
  stage_out(words, pixels, first * channels, inside * channels);
}
