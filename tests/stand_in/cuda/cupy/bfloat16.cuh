// CuPy's type: it is computed with as float, and becomes bfloat16 again where it is stored.
#pragma once
#include <cuda_bf16.h>

class bfloat16 {
  __nv_bfloat16 data_;

 public:
  bfloat16() {}
  bfloat16(float v) : data_(v) {}
  template <class T, class = std::enable_if_t<std::is_arithmetic_v<T>>>
  explicit bfloat16(T v) : data_(static_cast<float>(v)) {}
  explicit bfloat16(double v) : data_(v) {}
  operator float() const { return data_; }
  template <class T>
  bfloat16& operator=(const T& v) {
    return *this = static_cast<bfloat16>(v);
  }
};
