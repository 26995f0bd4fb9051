// What kernels over rows share. T is the type in memory, A that of the arithmetic; both are told before.
//
// A row is read by a group of threads, a power of two of them, in packs of W elements side by side: its order of
// summation follows from its length alone.

using int64 = long long;

constexpr unsigned int lanes = 0xffffffffu;

__device__ A infinity() { return static_cast<A>(__int_as_float(0x7f800000)); }
__device__ A nan_() { return static_cast<A>(__int_as_float(0x7fc00000)); }

// W elements; `aligned` tells whether their address is a multiple of their size.
struct alignas(sizeof(T) * W) Pack {
  T of[W];
};

struct Values {
  A of[W];
};

__device__ Values load(const T* from, bool aligned) {
  Pack pack;
  if (aligned) {
    pack = *reinterpret_cast<const Pack*>(from);
  } else {
    for (int i = 0; i < W; ++i) pack.of[i] = from[i];
  }
  Values values;
  for (int i = 0; i < W; ++i) values.of[i] = static_cast<A>(pack.of[i]);
  return values;
}

__device__ void store(T* to, const Values& values, bool aligned) {
  Pack pack;
  for (int i = 0; i < W; ++i) pack.of[i] = static_cast<T>(values.of[i]);
  if (aligned) {
    *reinterpret_cast<Pack*>(to) = pack;
  } else {
    for (int i = 0; i < W; ++i) to[i] = pack.of[i];
  }
}

// The rows of `length` elements along an axis of a contiguous array, `inner` apart; several are at work in a block.
//
// All threads of a block go through the same loops over rows, those without a row too, since they wait for one another.
struct Rows {
  int64 count, length, inner;
  int group;
  bool aligned;

  __device__ int64 per_block() const { return blockDim.x / group; }
  __device__ int64 first() const { return blockIdx.x * per_block(); }
  __device__ int64 step() const { return gridDim.x * per_block(); }
  __device__ int64 mine(int64 first) const { return first + threadIdx.x / group; }
  __device__ bool leads() const { return threadIdx.x % group == 0; }

  // Where a row begins.
  __device__ int64 begin(int64 row) const {
    return inner == 1 ? row * length : row / inner * length * inner + row % inner;
  }

  // Calls act(offset) for each pack of a row that is this thread's; none where there is no such row.
  template <class F>
  __device__ void each(int64 row, F act) const {
    if (row >= count) return;
    int64 begin = this->begin(row);
    for (int64 i = threadIdx.x % group * W; i < length; i += group * W) act(begin + i * inner);
  }
};

// Values of all threads of a group joined, and given to all of them.
template <class V, class F>
__device__ V joined(V value, int group, F join) {
  for (int by = (group < 32 ? group : 32) / 2; by; by /= 2) value = join(value, value.from(by));
  if (group > 32) {
    __shared__ V parts[32];
    __syncthreads();  // until all have read what was there before
    if (threadIdx.x % 32 == 0) parts[threadIdx.x / 32] = value;
    __syncthreads();
    int warps = group / 32, first = threadIdx.x / group * warps;
    value = parts[first];
    for (int i = 1; i < warps; ++i) value = join(value, parts[first + i]);
  }
  return value;
}

struct Sum {
  A value;
  __device__ Sum from(int by) const { return {__shfl_xor_sync(lanes, value, by)}; }
};

struct Sums {
  A one, other;
  __device__ Sums from(int by) const { return {__shfl_xor_sync(lanes, one, by), __shfl_xor_sync(lanes, other, by)}; }
};

__device__ A summed(A value, int group) {
  return joined(Sum{value}, group, [](Sum a, Sum b) { return Sum{a.value + b.value}; }).value;
}

__device__ Sums summed(A one, A other, int group) {
  return joined(Sums{one, other}, group, [](Sums a, Sums b) { return Sums{a.one + b.one, a.other + b.other}; });
}

// The mean of a row, then the sum of squares of what is away from it: a pass each, which loses no digits.
struct Moments {
  A mean, squares;
};

__device__ Moments moments(const Rows& rows, int64 row, const T* x) {
  A total = 0, squares = 0;
  rows.each(row, [&](int64 at) {
    Values values = load(x + at, rows.aligned);
    for (int i = 0; i < W; ++i) total += values.of[i];
  });
  A mean = summed(total, rows.group) / rows.length;
  rows.each(row, [&](int64 at) {
    Values values = load(x + at, rows.aligned);
    for (int i = 0; i < W; ++i) squares += (values.of[i] - mean) * (values.of[i] - mean);
  });
  return {mean, summed(squares, rows.group)};
}
