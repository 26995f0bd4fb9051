// Softmax along an axis, its logarithm, and the way back: one kernel each.

// The greatest element, and the sum of the exponentials of all less this one, in one pass.
// M. Milakov, N. Gimelshein, Online normalizer calculation for softmax (2018).
struct Shares {
  A top, total;
  __device__ Shares from(int by) const { return {__shfl_xor_sync(lanes, top, by), __shfl_xor_sync(lanes, total, by)}; }
};

__device__ Shares join(Shares a, Shares b) {
  A top = a.top > b.top ? a.top : b.top;
  A one = a.top == top ? a.total : a.total * exp(a.top - top);  // infinite ones have no difference
  A other = b.top == top ? b.total : b.total * exp(b.top - top);
  return {top, one + other};
}

// Of a row that has an infinite greatest element no share is a number, as where it is subtracted first.
__device__ Shares shares(const Rows& rows, int64 row, const T* x) {
  Shares own{-infinity(), 0};
  rows.each(row, [&](int64 at) {
    Values values = load(x + at, rows.aligned);
    for (int i = 0; i < W; ++i) {
      A value = values.of[i];
      if (value == value) {
        own = join(own, Shares{value, 1});
      } else {
        own.total = value;
      }
    }
  });
  own = joined(own, rows.group, join);
  if (own.top == infinity()) own.total = nan_();
  return own;
}

extern "C" __global__ void __launch_bounds__(512)
    softmax(const T* __restrict__ x, T* __restrict__ out, int64 count, int64 length, int64 inner, bool safe, int group,
            bool aligned) {
  Rows rows{count, length, inner, group, aligned};
  for (int64 first = rows.first(); first < count; first += rows.step()) {
    int64 row = rows.mine(first);
    Shares found = shares(rows, row, x);
    bool none = safe && found.top == -infinity() && found.total == found.total;
    rows.each(row, [&](int64 at) {
      Values values = load(x + at, aligned);
      for (int i = 0; i < W; ++i) values.of[i] = none ? A(0) : exp(values.of[i] - found.top) / found.total;
      store(out + at, values, aligned);
    });
  }
}

extern "C" __global__ void __launch_bounds__(512)
    log_softmax(const T* __restrict__ x, T* __restrict__ out, int64 count, int64 length, int64 inner, int group,
                bool aligned) {
  Rows rows{count, length, inner, group, aligned};
  for (int64 first = rows.first(); first < count; first += rows.step()) {
    int64 row = rows.mine(first);
    Shares found = shares(rows, row, x);
    A logarithm = log(found.total);
    rows.each(row, [&](int64 at) {
      Values values = load(x + at, aligned);
      for (int i = 0; i < W; ++i) values.of[i] = values.of[i] - found.top - logarithm;
      store(out + at, values, aligned);
    });
  }
}

extern "C" __global__ void __launch_bounds__(512)
    softmax_gradient(const T* __restrict__ g, const T* __restrict__ y, T* __restrict__ out, int64 count, int64 length,
                     int64 inner, int group, bool aligned) {
  Rows rows{count, length, inner, group, aligned};
  for (int64 first = rows.first(); first < count; first += rows.step()) {
    int64 row = rows.mine(first);
    A total = 0;
    rows.each(row, [&](int64 at) {
      Values one = load(g + at, aligned), other = load(y + at, aligned);
      for (int i = 0; i < W; ++i) total += one.of[i] * other.of[i];
    });
    total = summed(total, group);
    rows.each(row, [&](int64 at) {
      Values one = load(g + at, aligned), other = load(y + at, aligned);
      for (int i = 0; i < W; ++i) one.of[i] = (one.of[i] - total) * other.of[i];
      store(out + at, one, aligned);
    });
  }
}

extern "C" __global__ void __launch_bounds__(512)
    log_softmax_gradient(const T* __restrict__ g, const T* __restrict__ y, T* __restrict__ out, int64 count,
                         int64 length, int64 inner, int group, bool aligned) {
  Rows rows{count, length, inner, group, aligned};
  for (int64 first = rows.first(); first < count; first += rows.step()) {
    int64 row = rows.mine(first);
    A total = 0;
    rows.each(row, [&](int64 at) {
      Values values = load(g + at, aligned);
      for (int i = 0; i < W; ++i) total += values.of[i];
    });
    total = summed(total, group);
    rows.each(row, [&](int64 at) {
      Values one = load(g + at, aligned), other = load(y + at, aligned);
      for (int i = 0; i < W; ++i) one.of[i] = one.of[i] - exp(other.of[i]) * total;
      store(out + at, one, aligned);
    });
  }
}
