// __half: 16 bits of IEEE's format, by way of float.
#pragma once

struct __half {
  _Float16 value;
  __half() = default;
  __half(float x) : value(static_cast<_Float16>(x)) {}
  __half(double x) : value(static_cast<_Float16>(x)) {}
  __half(int x) : value(static_cast<_Float16>(x)) {}
  operator float() const { return value; }
};
using half = __half;
struct alignas(4) __half2 { __half x, y; };

inline __half __float2half(float x) { return x; }
inline __half __float2half_rn(float x) { return x; }
inline __half __double2half(double x) { return x; }
inline float __half2float(__half x) { return x; }
inline __half __ushort_as_half(unsigned short x) { return stand_in_bits<__half>(x); }
inline unsigned short __half_as_ushort(__half x) { return stand_in_bits<unsigned short>(x); }
