// The negative log likelihood of classes, and the way back. Sample s has its classes `inner` apart, as a row of
// common.cuh has its elements; I is the type of classes, of which `ignored` counts for nothing.

// Of a class that there is not, which is refused before or after, no memory is read.
__device__ A weight_of(int64 target, const T* weight, int64 classes, int64 ignored) {
  if (target == ignored) return 0;
  if (target < 0 || target >= classes) return nan_();
  return weight ? static_cast<A>(weight[target]) : A(1);
}

__device__ A loss_of(int64 sample, int64 target, const T* x, A weight, int64 classes, int64 inner, int64 ignored) {
  if (target == ignored || target < 0 || target >= classes) return 0;
  return -static_cast<A>(x[(sample / inner * classes + target) * inner + sample % inner]) * weight;
}

// The sum, or the mean weighted, of all samples: one block.
extern "C" __global__ void __launch_bounds__(1024)
    nll_loss(const T* __restrict__ x, const I* __restrict__ targets, const T* __restrict__ weight, T* __restrict__ out,
             int64 count, int64 classes, int64 inner, int64 ignored, bool mean) {
  A loss = 0, total = 0;
  for (int64 sample = threadIdx.x; sample < count; sample += blockDim.x) {
    int64 target = targets[sample];
    A share = weight_of(target, weight, classes, ignored);
    loss += loss_of(sample, target, x, share, classes, inner, ignored);
    total += share;
  }
  Sums sums = summed(loss, total, blockDim.x);
  if (threadIdx.x == 0) *out = static_cast<T>(mean ? sums.one / sums.other : sums.one);
}

// The losses and the weights of the samples, each for itself.
extern "C" __global__ void nll_losses(const T* __restrict__ x, const I* __restrict__ targets,
                                      const T* __restrict__ weight, T* __restrict__ losses, T* __restrict__ weights,
                                      int64 count, int64 classes, int64 inner, int64 ignored) {
  for (int64 sample = blockIdx.x * int64(blockDim.x) + threadIdx.x; sample < count;
       sample += gridDim.x * int64(blockDim.x)) {
    int64 target = targets[sample];
    A share = weight_of(target, weight, classes, ignored);
    losses[sample] = static_cast<T>(loss_of(sample, target, x, share, classes, inner, ignored));
    if (weights) weights[sample] = static_cast<T>(share);
  }
}

// The sum of the weights: one block.
extern "C" __global__ void __launch_bounds__(1024)
    nll_total(const I* __restrict__ targets, const T* __restrict__ weight, T* __restrict__ out, int64 count,
              int64 classes, int64 ignored) {
  A total = 0;
  for (int64 sample = threadIdx.x; sample < count; sample += blockDim.x)
    total += weight_of(targets[sample], weight, classes, ignored);
  total = summed(total, blockDim.x);
  if (threadIdx.x == 0) *out = static_cast<T>(total);
}

// All elements of the gradient: g is one number, or one for each sample; weights are divided by `total`, if any.
extern "C" __global__ void nll_gradient(const T* __restrict__ g, const I* __restrict__ targets,
                                        const T* __restrict__ weight, const T* __restrict__ total, T* __restrict__ out,
                                        int64 size, int64 classes, int64 inner, int64 ignored, bool each) {
  for (int64 i = blockIdx.x * int64(blockDim.x) + threadIdx.x; i < size; i += gridDim.x * int64(blockDim.x)) {
    int64 row = i / inner, sample = row / classes * inner + i % inner, target = targets[sample];
    A value = 0;
    if (target == row % classes && target != ignored) {
      A share = weight_of(target, weight, classes, ignored);
      if (total) share /= static_cast<A>(*total);
      value = static_cast<A>(g[each ? sample : 0]) * -share;
    }
    out[i] = static_cast<T>(value);
  }
}
