// What CuPy's header has that texts of its functions use.
#pragma once

template <class T>
std::enable_if_t<std::is_integral_v<T>, T> _floor_divide(T x, T y) {
  if (y == 0) return 0;
  if constexpr (std::is_signed_v<T>) {
    if (y == -1) return static_cast<T>(0 - static_cast<std::make_unsigned_t<T>>(x));
    return x / y - (x % y != 0 && (x < 0) != (y < 0));
  } else {
    return x / y;
  }
}
