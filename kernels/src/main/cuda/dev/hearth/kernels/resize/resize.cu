// Resizes float planes; filters and edges: Resize.java, Taps.java.
//
//   source  f32 [planes, height, width]        target  f32 [planes, rows, columns]
//   row_index, row_weight        i32, f32 [row_taps, rows]:       which source rows make a target row, and their weights
//   column_index, column_weight  i32, f32 [column_taps, columns]: the same of columns
//
//   target[p, y, x] = sum over j, i of row_weight[j, y] column_weight[i, x] source[p, row_index[j, y], column_index[i, x]]
//
// Indices lie within the source, and don't fall from one target row or column to the next. Accumulators are f32.

#define BLOCK 128
#define SPAN 4096  // columns of the source that fit into a block's shared memory, as CudaResize.java

// The plain version, for any size. Grid: ceil(columns * rows / BLOCK) x planes blocks of BLOCK threads, a target pixel per
// thread.
extern "C" __global__ void __launch_bounds__(BLOCK)
    resize_f32_direct(const float* __restrict__ source, float* __restrict__ target, int width, int height, int columns,
                      int rows, const int* __restrict__ row_index, const float* __restrict__ row_weight, int row_taps,
                      const int* __restrict__ column_index, const float* __restrict__ column_weight,
                      int column_taps) {
  size_t pixel = (size_t)blockIdx.x * BLOCK + threadIdx.x;
  size_t pixels = (size_t)columns * rows;
  if (pixel < pixels) {
    int x = pixel % columns;
    int y = pixel / columns;
    const float* plane = source + (size_t)blockIdx.y * width * height;
    float sum = 0.f;
    for (int j = 0; j < row_taps; ++j) {
      size_t tap = (size_t)j * rows + y;
      const float* line = plane + (size_t)row_index[tap] * width;
      float part = 0.f;
      for (int i = 0; i < column_taps; ++i) {
        size_t at = (size_t)i * columns + x;
        part += column_weight[at] * line[column_index[at]];
      }
      sum += row_weight[tap] * part;
    }
    target[blockIdx.y * pixels + pixel] = sum;
  }
}

// Rows first, once per source column, into shared memory; then columns from there. So a source value is weighted row_taps
// times and not row_taps * column_taps times. Grid: ceil(columns / BLOCK) * rows x planes blocks of BLOCK threads, each
// block BLOCK neighbouring pixels of a target row, which must come from at most SPAN source columns. Shared: 16 KiB.
extern "C" __global__ void __launch_bounds__(BLOCK)
    resize_f32_staged(const float* __restrict__ source, float* __restrict__ target, int width, int height, int columns,
                      int rows, const int* __restrict__ row_index, const float* __restrict__ row_weight, int row_taps,
                      const int* __restrict__ column_index, const float* __restrict__ column_weight,
                      int column_taps) {
  __shared__ float combined[SPAN];
  int segments = (columns + BLOCK - 1) / BLOCK;
  int y = blockIdx.x / segments;
  int left = blockIdx.x % segments * BLOCK;
  int right = left + BLOCK < columns ? left + BLOCK : columns;
  int first = column_index[left];
  int span = column_index[(size_t)(column_taps - 1) * columns + right - 1] - first + 1;
  const float* plane = source + (size_t)blockIdx.y * width * height;
  for (int at = threadIdx.x; at < span; at += BLOCK) {
    float sum = 0.f;
    for (int j = 0; j < row_taps; ++j) {
      size_t tap = (size_t)j * rows + y;
      sum += row_weight[tap] * plane[(size_t)row_index[tap] * width + first + at];
    }
    combined[at] = sum;
  }
  __syncthreads();
  int x = left + threadIdx.x;
  if (x < right) {
    float sum = 0.f;
    for (int i = 0; i < column_taps; ++i) {
      size_t at = (size_t)i * columns + x;
      sum += column_weight[at] * combined[column_index[at] - first];
    }
    target[((size_t)blockIdx.y * rows + y) * columns + x] = sum;
  }
}
