// Sums of products along rows and down columns, and of squares of rows.

// The sums of squares of what is away from the mean.
extern "C" __global__ void __launch_bounds__(512)
    row_squares(const T* __restrict__ x, T* __restrict__ out, int64 count, int64 length, int64 inner, int group,
                bool aligned) {
  Rows rows{count, length, inner, group, aligned};
  for (int64 first = rows.first(); first < count; first += rows.step()) {
    int64 row = rows.mine(first);
    Moments found = moments(rows, row, x);
    if (row < count && rows.leads()) out[row] = static_cast<T>(found.squares);
  }
}

extern "C" __global__ void __launch_bounds__(512)
    row_products(const T* __restrict__ x, const T* __restrict__ y, T* __restrict__ out, int64 count, int64 length,
                 int64 inner, int group, bool aligned) {
  Rows rows{count, length, inner, group, aligned};
  for (int64 first = rows.first(); first < count; first += rows.step()) {
    int64 row = rows.mine(first);
    A total = 0;
    rows.each(row, [&](int64 at) {
      Values one = load(x + at, aligned), other = load(y + at, aligned);
      for (int i = 0; i < W; ++i) total += one.of[i] * other.of[i];
    });
    total = summed(total, group);
    if (row < count && rows.leads()) out[row] = static_cast<T>(total);
  }
}

// The sums of x * y (of x alone where y is null) down the columns of parts of `height` rows: a row of sums per part.
//
// A block has 32 columns and as many threads for each, which divide its part's rows among themselves.
extern "C" __global__ void __launch_bounds__(1024)
    column_products(const T* __restrict__ x, const T* __restrict__ y, T* __restrict__ out, int64 rows, int64 columns,
                    int64 height) {
  __shared__ A sums[32][33];  // one more, so that a column lies in different banks
  int across = threadIdx.x % 32, down = threadIdx.x / 32;
  int64 column = blockIdx.x * 32ll + across;
  int64 begin = blockIdx.y * height, end = begin + height < rows ? begin + height : rows;
  A total = 0;
  if (column < columns) {
    for (int64 row = begin + down; row < end; row += 32) {
      int64 at = row * columns + column;
      A value = static_cast<A>(x[at]);
      total += y ? value * static_cast<A>(y[at]) : value;
    }
  }
  sums[down][across] = total;
  __syncthreads();
  total = summed(sums[across][down], 32);  // a warp has a column
  column = blockIdx.x * 32ll + down;
  if (across == 0 && column < columns) out[blockIdx.y * columns + column] = static_cast<T>(total);
}
