// Whether indices are in range.

using int64 = long long;

// Sets the flag where an index is below `low` or not below `high`, and, if `excepting`, is not `besides`.
extern "C" __global__ void outside(const T* __restrict__ index, bool* __restrict__ flag, int64 count, int64 low,
                                   int64 high, bool excepting, int64 besides) {
  for (int64 i = blockIdx.x * int64(blockDim.x) + threadIdx.x; i < count; i += gridDim.x * int64(blockDim.x)) {
    int64 value = static_cast<int64>(index[i]);
    if ((value < low || value >= high) && !(excepting && value == besides)) *flag = true;
  }
}
