// Numbers by the names that CUDA gives them.
#pragma once

#define CUDART_NAN __longlong_as_double(0x7ff8000000000000)
#define CUDART_INF __longlong_as_double(0x7ff0000000000000)
#define CUDART_NAN_F __int_as_float(0x7fffffff)
#define CUDART_INF_F __int_as_float(0x7f800000)
