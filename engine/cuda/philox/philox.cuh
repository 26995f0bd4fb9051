// Philox4x32-10 (Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", 2011), and how a stream is laid out.
//
// A state is a seed, the key of the rounds, and an offset: a fourth of it is where the counter of each subsequence
// stands. A thread draws from the subsequence of its number, four words at a time, as with cuRAND.

using word = unsigned int;
using uint64 = unsigned long long;
using int64 = long long;

struct Words {
  word of[4];
};

__device__ Words philox(uint64 key, uint64 subsequence, uint64 counter) {
  word k0 = static_cast<word>(key), k1 = static_cast<word>(key >> 32);
  word c0 = static_cast<word>(counter), c1 = static_cast<word>(counter >> 32);
  word c2 = static_cast<word>(subsequence), c3 = static_cast<word>(subsequence >> 32);
  for (int round = 0; round < 10; ++round) {
    uint64 first = 0xD2511F53ull * c0, second = 0xCD9E8D57ull * c2;
    c0 = static_cast<word>(second >> 32) ^ c1 ^ k0;
    c1 = static_cast<word>(second);
    c2 = static_cast<word>(first >> 32) ^ c3 ^ k1;
    c3 = static_cast<word>(first);
    k0 += 0x9E3779B9u;
    k1 += 0xBB67AE85u;
  }
  return {{c0, c1, c2, c3}};
}

__device__ Words drawn(const uint64* state, int64 subsequence, int64 draw) {
  return philox(state[0], static_cast<uint64>(subsequence), state[1] / 4 + static_cast<uint64>(draw));
}

__device__ int64 this_thread() { return static_cast<int64>(blockIdx.x) * blockDim.x + threadIdx.x; }
__device__ int64 all_threads() { return static_cast<int64>(gridDim.x) * blockDim.x; }

// A number in (0, 1]: of 32 bits, of which those remain that a float has, or of 53.
__device__ float unit(word bits) { return fmaf(static_cast<float>(bits), 0x1p-32f, 0x1p-33f); }
__device__ double unit(word low, word high) {
  return fma(static_cast<double>(low ^ static_cast<uint64>(high) << 21), 0x1p-53, 0x1p-54);
}
