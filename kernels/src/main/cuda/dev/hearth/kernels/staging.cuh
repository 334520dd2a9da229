// Bytes between global and shared memory, four at a time: neighbouring threads move neighbouring words, whatever size a
// pixel has. Called by all threads of a block; a barrier must stand between moving and using.
#pragma once

// Copies from[start .. start+bytes) to shared memory. start: a multiple of 4; from: aligned to 4 bytes.
__device__ inline void stage_in(const unsigned char* from, size_t start, int bytes, unsigned int* words) {
  for (int word = threadIdx.x; 4 * word < bytes; word += blockDim.x) {
    if (4 * word + 4 <= bytes) {
      words[word] = ((const unsigned int*)(from + start))[word];
    } else {
      for (int at = 4 * word; at < bytes; ++at) ((unsigned char*)words)[at] = from[start + at];
    }
  }
}

// Copies shared memory to to[start .. start+bytes). start: a multiple of 4; to: aligned to 4 bytes.
__device__ inline void stage_out(const unsigned int* words, unsigned char* to, size_t start, int bytes) {
  for (int word = threadIdx.x; 4 * word < bytes; word += blockDim.x) {
    if (4 * word + 4 <= bytes) {
      ((unsigned int*)(to + start))[word] = words[word];
    } else {
      for (int at = 4 * word; at < bytes; ++at) to[start + at] = ((const unsigned char*)words)[at];
    }
  }
}
