// CUDA C++ for g++: what NVRTC knows without being told, as far as our sources use it.
#pragma once
#include <math.h>
#include <type_traits>

#include "threads.h"

#define __global__
#define __device__
#define __host__
#define __constant__
#define __forceinline__ inline __attribute__((always_inline))
#define __noinline__ __attribute__((noinline))
#define __restrict__ __restrict
#define __launch_bounds__(...)
#define __align__(n) __attribute__((aligned(n)))
#define __shared__ static thread_local __attribute__((used))  // which lies together, template by template: see launch.h
#define __syncthreads() stand_in_barrier(__LINE__)

constexpr int warpSize = 32;

template <class T>
T __ldg(const T* address) {
  return *address;
}

inline void __syncwarp(unsigned int mask = 0xffffffffu) { stand_in_meet(mask); }
inline void __threadfence() {}
inline void __threadfence_block() {}

template <class T>
T __shfl_sync(unsigned int mask, T value, int source, int width = 32) {
  int base = stand_in_lane() & ~(width - 1);
  return stand_in::exchange(mask, value, base + (source & (width - 1)));
}

template <class T>
T __shfl_xor_sync(unsigned int mask, T value, int bits, int width = 32) {
  int lane = stand_in_lane(), other = lane ^ bits;
  return stand_in::exchange(mask, value, other >= (lane & ~(width - 1)) + width ? lane : other);
}

template <class T>
T __shfl_down_sync(unsigned int mask, T value, unsigned int by, int width = 32) {
  int lane = stand_in_lane(), other = lane + static_cast<int>(by);
  return stand_in::exchange(mask, value, other >= (lane & ~(width - 1)) + width ? lane : other);
}

template <class T>
T __shfl_up_sync(unsigned int mask, T value, unsigned int by, int width = 32) {
  int lane = stand_in_lane(), other = lane - static_cast<int>(by);
  return stand_in::exchange(mask, value, other < (lane & ~(width - 1)) ? lane : other);
}

inline unsigned int __ballot_sync(unsigned int mask, int predicate) {
  unsigned int votes = 0, own = static_cast<unsigned int>(predicate != 0) << stand_in_lane();
  for (int lane = 0; lane < 32; ++lane) {
    unsigned int vote = stand_in::exchange(mask, own, lane);
    if (mask >> lane & 1 && vote != 0xffffffffu) votes |= vote;
  }
  return votes;
}

inline int __any_sync(unsigned int mask, int predicate) { return __ballot_sync(mask, predicate) != 0; }
inline int __all_sync(unsigned int mask, int predicate) { return __ballot_sync(mask, !predicate) == 0; }

template <class T, class F>
T stand_in_atomic(T* address, F change) {
  T before = *address;
  *address = change(before);
  return before;
}

#define STAND_IN_ATOMIC(name, T, expression) \
  inline T name(T* address, T value) {       \
    return stand_in_atomic(address, [=](T old) -> T { return expression; }); \
  }
#define STAND_IN_ATOMICS(T)                                 \
  STAND_IN_ATOMIC(atomicAdd, T, old + value)                \
  STAND_IN_ATOMIC(atomicMax, T, old < value ? value : old)  \
  STAND_IN_ATOMIC(atomicMin, T, value < old ? value : old)  \
  STAND_IN_ATOMIC(atomicOr, T, old | value)                 \
  STAND_IN_ATOMIC(atomicAnd, T, old & value)                \
  STAND_IN_ATOMIC(atomicExch, T, (void(old), value))        \
  inline T atomicCAS(T* address, T compare, T value) {      \
    return stand_in_atomic(address, [=](T old) { return old == compare ? value : old; }); \
  }
STAND_IN_ATOMICS(int)
STAND_IN_ATOMICS(unsigned int)
STAND_IN_ATOMICS(unsigned long long)
STAND_IN_ATOMIC(atomicAdd, float, old + value)
STAND_IN_ATOMIC(atomicAdd, double, old + value)

// CUDA's min and max: of floating numbers the one that is no NaN.
template <class A, class B>
std::common_type_t<A, B> max(A one, B other) {
  if constexpr (std::is_floating_point_v<std::common_type_t<A, B>>) return std::fmax(one, other);
  using T = std::common_type_t<A, B>;
  return static_cast<T>(one) < static_cast<T>(other) ? static_cast<T>(other) : static_cast<T>(one);
}
template <class A, class B>
std::common_type_t<A, B> min(A one, B other) {
  if constexpr (std::is_floating_point_v<std::common_type_t<A, B>>) return std::fmin(one, other);
  using T = std::common_type_t<A, B>;
  return static_cast<T>(other) < static_cast<T>(one) ? static_cast<T>(other) : static_cast<T>(one);
}

using std::isfinite;
using std::isinf;
using std::isnan;
using std::signbit;

inline float rsqrtf(float x) { return 1 / std::sqrt(x); }
inline double rsqrt(double x) { return 1 / std::sqrt(x); }
inline float rsqrt(float x) { return rsqrtf(x); }
inline float __expf(float x) { return std::exp(x); }
inline float __logf(float x) { return std::log(x); }
inline float __tanf(float x) { return std::tan(x); }
inline void __sincosf(float x, float* sine, float* cosine) { *sine = std::sin(x), *cosine = std::cos(x); }
inline void sincospi(double x, double* sine, double* cosine) { *sine = std::sin(x * M_PI), *cosine = std::cos(x * M_PI); }
inline float __fdividef(float x, float y) { return x / y; }
inline float __fadd_rn(float x, float y) { return x + y; }
inline float __fsub_rn(float x, float y) { return x - y; }
inline float __fmul_rn(float x, float y) { return x * y; }
inline float __fdiv_rn(float x, float y) { return x / y; }
inline float __fsqrt_rn(float x) { return std::sqrt(x); }
inline float __fmaf_rn(float x, float y, float z) { return std::fma(x, y, z); }
inline double __dadd_rn(double x, double y) { return x + y; }
inline double __dmul_rn(double x, double y) { return x * y; }
inline double __ddiv_rn(double x, double y) { return x / y; }

template <class To, class From>
To stand_in_bits(From value) {
  static_assert(sizeof(To) == sizeof(From));
  To found;
  std::memcpy(&found, &value, sizeof(To));
  return found;
}
inline int __float_as_int(float x) { return stand_in_bits<int>(x); }
inline unsigned int __float_as_uint(float x) { return stand_in_bits<unsigned int>(x); }
inline float __int_as_float(int x) { return stand_in_bits<float>(x); }
inline float __uint_as_float(unsigned int x) { return stand_in_bits<float>(x); }
inline long long __double_as_longlong(double x) { return stand_in_bits<long long>(x); }
inline double __longlong_as_double(long long x) { return stand_in_bits<double>(x); }

inline int __popc(unsigned int x) { return __builtin_popcount(x); }
inline int __popcll(unsigned long long x) { return __builtin_popcountll(x); }
inline int __ffs(int x) { return __builtin_ffs(x); }
inline int __clz(int x) { return x ? __builtin_clz(x) : 32; }
inline unsigned int __umulhi(unsigned int x, unsigned int y) { return static_cast<std::uint64_t>(x) * y >> 32; }
inline unsigned long long __umul64hi(unsigned long long x, unsigned long long y) {
  return static_cast<unsigned __int128>(x) * y >> 64;
}

#define STAND_IN_VECTORS(T, name, a2, a4)                        \
  struct alignas(a2) name##2 { T x, y; };                        \
  struct name##3 { T x, y, z; };                                 \
  struct alignas(a4) name##4 { T x, y, z, w; };                  \
  inline name##2 make_##name##2(T x, T y) { return {x, y}; }     \
  inline name##4 make_##name##4(T x, T y, T z, T w) { return {x, y, z, w}; }
STAND_IN_VECTORS(float, float, 8, 16)
STAND_IN_VECTORS(double, double, 16, 16)
STAND_IN_VECTORS(int, int, 8, 16)
STAND_IN_VECTORS(short, short, 4, 8)
STAND_IN_VECTORS(unsigned short, ushort, 4, 8)
STAND_IN_VECTORS(long long, longlong, 16, 16)
struct alignas(8) uint2 { unsigned int x, y; };
struct alignas(16) uint4 { unsigned int x, y, z, w; };
inline uint2 make_uint2(unsigned int x, unsigned int y) { return {x, y}; }
inline uint4 make_uint4(unsigned int x, unsigned int y, unsigned int z, unsigned int w) { return {x, y, z, w}; }
