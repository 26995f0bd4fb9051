// CuPy's type: it is computed with as float, and becomes float16 again where it is stored.
#pragma once
#include <cuda_fp16.h>

class float16 {
  __half data_;

 public:
  float16() {}
  float16(float v) : data_(v) {}
  template <class T, class = std::enable_if_t<std::is_arithmetic_v<T>>>
  explicit float16(T v) : data_(static_cast<float>(v)) {}
  explicit float16(double v) : data_(v) {}
  operator float() const { return data_; }
  template <class T>
  float16& operator=(const T& v) {
    return *this = static_cast<float16>(v);
  }
};
