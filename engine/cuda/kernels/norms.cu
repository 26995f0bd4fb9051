// Rows brought to mean 0 and variance 1, and the way back.

// weight and bias are those of an element of a row, or null.
extern "C" __global__ void __launch_bounds__(512)
    standardize(const T* __restrict__ x, const T* __restrict__ weight, const T* __restrict__ bias, T* __restrict__ out,
                T* __restrict__ standard, T* __restrict__ means, T* __restrict__ variances, int64 count, int64 length,
                int64 inner, double eps, int group, bool aligned) {
  Rows rows{count, length, inner, group, aligned};
  for (int64 first = rows.first(); first < count; first += rows.step()) {
    int64 row = rows.mine(first);
    Moments found = moments(rows, row, x);
    A variance = found.squares / length;
    A scale = 1 / sqrt(variance + static_cast<A>(eps));
    rows.each(row, [&](int64 at) {
      Values values = load(x + at, aligned);
      for (int i = 0; i < W; ++i) values.of[i] = (values.of[i] - found.mean) * scale;
      store(standard + at, values, aligned);
      if (!out) return;
      int64 place = (at - rows.begin(row)) / inner;
      if (weight) {
        Values factors = load(weight + place, aligned);
        for (int i = 0; i < W; ++i) values.of[i] *= factors.of[i];
      }
      if (bias) {
        Values terms = load(bias + place, aligned);
        for (int i = 0; i < W; ++i) values.of[i] += terms.of[i];
      }
      store(out + at, values, aligned);
    });
    if (row < count && rows.leads()) {
      means[row] = static_cast<T>(found.mean);
      variances[row] = static_cast<T>(variance);
    }
  }
}

// g less its mean and less its share along what was standardized, times the row's scale.
extern "C" __global__ void __launch_bounds__(512)
    standardize_gradient(const T* __restrict__ g, const T* __restrict__ standard, const T* __restrict__ scales,
                         T* __restrict__ out, int64 count, int64 length, int64 inner, int group, bool aligned) {
  Rows rows{count, length, inner, group, aligned};
  for (int64 first = rows.first(); first < count; first += rows.step()) {
    int64 row = rows.mine(first);
    A total = 0, along = 0;
    rows.each(row, [&](int64 at) {
      Values one = load(g + at, aligned), other = load(standard + at, aligned);
      for (int i = 0; i < W; ++i) total += one.of[i], along += one.of[i] * other.of[i];
    });
    Sums sums = summed(total, along, group);
    A mean = sums.one / length, share = sums.other / length;
    A scale = row < count ? static_cast<A>(scales[row]) : 0;
    rows.each(row, [&](int64 at) {
      Values one = load(g + at, aligned), other = load(standard + at, aligned);
      for (int i = 0; i < W; ++i) one.of[i] = (one.of[i] - (other.of[i] * share + mean)) * scale;
      store(out + at, one, aligned);
    });
  }
}
