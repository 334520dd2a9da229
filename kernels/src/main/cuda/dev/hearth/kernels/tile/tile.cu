// Cuts tiles out of float planes and blends them back; see Tiling.java.
//
//   picture  f32 [planes, height, width]        tile  f32 [planes, rows, columns]
//   left, top: where in the picture the tile's first pixel lies
//
// Grid: ceil(columns * rows / BLOCK) x planes blocks of BLOCK threads, a tile's pixel per thread.

#define BLOCK 256

// tile[p, y, x] = picture[p, clamp(top + y, 0, height - 1), clamp(left + x, 0, width - 1)]
extern "C" __global__ void __launch_bounds__(BLOCK)
    tile_f32_cut(const float* __restrict__ picture, float* __restrict__ tile, int width, int height, int left, int top,
                 int columns, int rows) {
  size_t pixel = (size_t)blockIdx.x * BLOCK + threadIdx.x;
  size_t pixels = (size_t)columns * rows;
  if (pixel < pixels) {
    int x = min(max(left + (int)(pixel % columns), 0), width - 1);
    int y = min(max(top + (int)(pixel / columns), 0), height - 1);
    tile[blockIdx.y * pixels + pixel] = picture[((size_t)blockIdx.y * height + y) * width + x];
  }
}

// picture[p, top + y, left + x] += row_weight[y] column_weight[x] tile[p, y, x]; the tile lies within the picture
extern "C" __global__ void __launch_bounds__(BLOCK)
    tile_f32_blend(const float* __restrict__ tile, float* __restrict__ picture, int width, int height, int left, int top,
                   int columns, int rows, const float* __restrict__ row_weight,
                   const float* __restrict__ column_weight) {
  size_t pixel = (size_t)blockIdx.x * BLOCK + threadIdx.x;
  size_t pixels = (size_t)columns * rows;
  if (pixel < pixels) {
    int x = pixel % columns;
    int y = pixel / columns;
    picture[((size_t)blockIdx.y * height + top + y) * width + left + x] +=
        row_weight[y] * column_weight[x] * tile[blockIdx.y * pixels + pixel];
  }
}
