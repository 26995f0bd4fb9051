// Real numbers of a distribution. R is their type, SOURCE says what is made of four words, units or normals, and
// SHAPE(x) what of each of these, with parameters a, b, c; all are told before.
//
// Sums of products are rounded once, and functions of floats are the fast ones: so does PyTorch.

constexpr int N = sizeof(R) == 4 ? 4 : 2;

__device__ void units(Words words, float* into) {
  for (int k = 0; k < 4; ++k) into[k] = unit(words.of[k]);
}

__device__ void units(Words words, double* into) {
  for (int k = 0; k < 2; ++k) into[k] = unit(words.of[2 * k], words.of[2 * k + 1]);
}

// By Box and Muller: the first of two words gives the radius, the second the angle.
__device__ void normals(Words words, float* into) {
  constexpr float turn = 6.2831855f * 0x1p-32f;
  for (int k = 0; k < 4; k += 2) {
    float radius = sqrtf(-2.0f * logf(unit(words.of[k])));
    float sine, cosine;
    __sincosf(fmaf(static_cast<float>(words.of[k + 1]), turn, turn / 2), &sine, &cosine);
    into[k] = sine * radius;
    into[k + 1] = cosine * radius;
  }
}

__device__ void normals(Words words, double* into) {
  double radius = sqrt(-2.0 * log(unit(words.of[0], words.of[1])));
  double sine, cosine;
  sincospi(2 * unit(words.of[2], words.of[3]), &sine, &cosine);
  into[0] = sine * radius;
  into[1] = cosine * radius;
}

__device__ float fused(float x, float scale, float shift) { return fmaf(x, scale, shift); }
__device__ double fused(double x, double scale, double shift) { return fma(x, scale, shift); }
__device__ float exponential(float x) { return __expf(x); }
__device__ double exponential(double x) { return exp(x); }
__device__ float logarithm(float x) { return __logf(x); }
__device__ double logarithm(double x) { return log(x); }
__device__ float logarithm_of_rest(float x) { return __logf(1.0f + -x); }
__device__ double logarithm_of_rest(double x) { return log1p(-x); }
__device__ float up(float x) { return ceilf(x); }
__device__ double up(double x) { return ceil(x); }

// The tangent of so many half turns from the middle; of floats none that is infinite.
__device__ float slope(float x) {
  constexpr float least = 0x1p-23f;
  x = x > 1 - least ? 1 - least : x < least ? least : x;
  return __tanf(3.14159265358979323846f * (x - 0.5f));
}
__device__ double slope(double x) { return tan(3.14159265358979323846 * (x - 0.5)); }

// The logarithm, which is never 0.
__device__ R falling(R x) {
  constexpr R least = sizeof(R) == 4 ? 0x1p-24 : 0x1p-53;
  return x >= 1 - least ? -least : logarithm(x);
}

// Thread t of T makes the elements t, t + T, t + 2 T and so on, N by each draw.
extern "C" __global__ void __launch_bounds__(256) numbers(const uint64* state, R* out, int64 n, R a, R b, R c) {
  int64 thread = this_thread(), threads = all_threads();
  int64 draw = 0;
  for (int64 first = thread; first < n; first += N * threads, ++draw) {
    R made[N];
    SOURCE(drawn(state, thread, draw), made);
    for (int k = 0; k < N; ++k) {
      int64 place = first + k * threads;
      [[maybe_unused]] R x = made[k];
      if (place < n) out[place] = SHAPE(x);
    }
  }
}
