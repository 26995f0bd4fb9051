// What the threads of a block have in common: where they are, and the places where they wait for one another.
#pragma once
#include <cstdint>
#include <cstring>

struct dim3 {
  unsigned int x, y, z;
};
using uint3 = dim3;

extern "C" {
extern uint3 threadIdx, blockIdx;
extern dim3 gridDim, blockDim;
extern char* stand_in_dynamic;  // shared memory whose size the launch tells

// Ends the launch with a message.
[[noreturn]] void stand_in_fail(const char* message);
// Waits for all threads of the block, which must come to the same line.
void stand_in_barrier(int line);
// Waits for the lanes of the warp in a mask, as far as they have not ended.
void stand_in_meet(unsigned int mask);
// The place where a thread shows a value to its warp, by lane; whether it has done so.
char* stand_in_slot(int lane);
bool* stand_in_shown(int lane);
int stand_in_lane();
}

namespace stand_in {

// What a lane shows; bytes that mean nothing where it does not take part.
template <class T>
T exchange(unsigned int mask, T value, int lane) {
  static_assert(sizeof(T) <= 16, "a warp exchanges 16 bytes at most");
  int own = stand_in_lane();
  if (!(mask >> own & 1)) stand_in_fail("a lane calls a warp function with a mask that it is not in");
  std::memcpy(stand_in_slot(own), &value, sizeof(T));
  *stand_in_shown(own) = true;
  stand_in_meet(mask);
  T found;
  std::memset(static_cast<void*>(&found), 0xff, sizeof(T));
  bool there = (mask >> lane & 1) && *stand_in_shown(lane);
  if (there) std::memcpy(static_cast<void*>(&found), stand_in_slot(lane), sizeof(T));
  stand_in_meet(mask);
  *stand_in_shown(own) = false;
  return found;
}

}  // namespace stand_in
