// Values added to the places that indices tell, those of one place in the order of the indices.

using int64 = long long;

// Where each index comes when all are sorted, and equal ones stay in order: as many places on as there are smaller ones
// and equal ones before it. For so few of them that comparing each with all takes less time than sorting.
extern "C" __global__ void rank_indices(const int64* __restrict__ index, int64* __restrict__ order,
                                        int64* __restrict__ ordered, int64 count, int64 size) {
  __shared__ int64 tile[256];
  int64 own = blockIdx.x * 256ll + threadIdx.x, value = 0, rank = 0;
  if (own < count) {
    value = index[own];
    if (value < 0) value += size;
  }
  for (int64 first = 0; first < count; first += 256) {
    int64 other = first + threadIdx.x;
    __syncthreads();  // until all have done with the tile before
    if (other < count) {
      int64 found = index[other];
      tile[threadIdx.x] = found < 0 ? found + size : found;
    }
    __syncthreads();
    int some = count - first < 256 ? static_cast<int>(count - first) : 256;
    for (int i = 0; i < some; ++i) rank += tile[i] < value || (tile[i] == value && first + i < own);
  }
  if (own < count) {
    order[rank] = own;
    ordered[rank] = value;
  }
}

// out[b, ordered[i], c] += values[b, order[i], c] for all b, i and c, where out has `size` parts along its middle
// dimension and values `count`, both `width` elements wide. The first of equal indices adds for all of them.
extern "C" __global__ void add_sorted(T* __restrict__ out, const T* __restrict__ values,
                                      const int64* __restrict__ order, const int64* __restrict__ ordered, int64 total,
                                      int64 count, int64 size, int64 width) {
  for (int64 at = blockIdx.x * int64(blockDim.x) + threadIdx.x; at < total; at += gridDim.x * int64(blockDim.x)) {
    int64 column = at % width, rest = at / width, i = rest % count, before = rest / count;
    int64 place = ordered[i];
    if (place < 0 || place >= size || (i && ordered[i - 1] == place)) continue;
    T* to = out + (before * size + place) * width + column;
    const T* from = values + before * count * width + column;
    A sum = static_cast<A>(*to);
    do {
      sum = static_cast<A>(sum + static_cast<A>(from[order[i] * width]));
    } while (++i < count && ordered[i] == place);
    *to = static_cast<T>(sum);
  }
}
