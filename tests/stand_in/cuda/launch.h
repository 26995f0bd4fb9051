// How a launch from outside reaches a kernel: its parameters described, and its arguments given by their addresses.
#pragma once
#include <link.h>

#include <cstddef>
#include <cstdio>
#include <utility>

#include "threads.h"

namespace stand_in {

// A letter and bytes: f floating, i integer, s struct, v nothing; of a pointer those of what it points to, after a p.
template <class T>
int describe(char* into, std::size_t size) {
  if constexpr (std::is_pointer_v<T>) {
    into[0] = 'p';
    return 1 + describe<std::remove_cv_t<std::remove_pointer_t<T>>>(into + 1, size - 1);
  } else if constexpr (std::is_void_v<T>) {
    return std::snprintf(into, size, "v1 ");
  } else {
    char letter = std::is_floating_point_v<T> ? 'f' : std::is_integral_v<T> ? 'i' : 's';
    return std::snprintf(into, size, "%c%zu ", letter, sizeof(T));
  }
}

template <class... P>
void describe_all(void (*)(P...), char* into, std::size_t size) {
  int at = 0;
  ((at += describe<P>(into + at, size - at)), ...);
  into[at] = 0;
}

template <class... P, std::size_t... I>
void call(void (*kernel)(P...), void** arguments, std::index_sequence<I...>) {
  kernel(*static_cast<P*>(arguments[I])...);
}

template <class... P>
void call(void (*kernel)(P...), void** arguments) {
  call(kernel, arguments, std::index_sequence_for<P...>());
}

}  // namespace stand_in

// Where the shared memory of all kernels is, and how much: what this library has for each thread of the host.
extern "C" char* stand_in_shared(std::size_t* size) {
  __shared__ volatile char some;
  some = 0;  // it is there from its first use on
  struct Found {
    char* begin;
    std::size_t size;
  } found{};
  auto look = [](dl_phdr_info* info, std::size_t, void* into) {
    Found& found = *static_cast<Found*>(into);
    auto own = reinterpret_cast<ElfW(Addr)>(&stand_in_shared);
    for (int i = 0; i < info->dlpi_phnum; ++i) {
      const ElfW(Phdr)& part = info->dlpi_phdr[i];
      ElfW(Addr) begin = info->dlpi_addr + part.p_vaddr;
      if (part.p_type == PT_LOAD && begin <= own && own < begin + part.p_memsz)
        found.begin = static_cast<char*>(info->dlpi_tls_data);
      if (part.p_type == PT_TLS) found.size = part.p_memsz;
    }
    return found.begin ? 1 : 0;
  };
  dl_iterate_phdr(look, &found);
  *size = found.size;
  return found.begin;
}

#define STAND_IN_KERNEL(name)                                                                                    \
  extern "C" void stand_in_describe_##name(char* into, std::size_t size) { stand_in::describe_all(name, into, size); } \
  extern "C" void stand_in_call_##name(void* arguments) { stand_in::call(name, static_cast<void**>(arguments)); }
