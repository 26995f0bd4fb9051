// The blocks of a grid one after another; the threads of each as fibers that change where they wait, in any order.
#include "threads.h"

#include <csetjmp>
#include <cstdio>
#include <cstdlib>
#include <sys/mman.h>
#include <ucontext.h>

uint3 threadIdx, blockIdx;
dim3 gridDim, blockDim;
char* stand_in_dynamic;

namespace {

constexpr int kMost = 1024, kStack = 1 << 16;
enum State { ready, at_barrier, at_warp, ended };

struct Fiber {
  ucontext_t context;
  jmp_buf place;
  char* stack;
  bool begun;
};

struct Thread {
  uint3 index;
  State state;
  Fiber* fiber;
  int line;
  unsigned int mask;
  bool shown;
  alignas(16) char slot[16];
};

Fiber fibers[kMost];
Fiber* idle[kMost];
int idle_count;
Thread threads[kMost];
int order[kMost];
int count, current;
jmp_buf scheduler;
void (*body)(void*);
void* closure;
char failure[256];
std::uint64_t chance;

unsigned int random_number() {
  chance ^= chance << 13, chance ^= chance >> 7, chance ^= chance << 17;
  return static_cast<unsigned int>(chance >> 32);
}

void to_scheduler(Fiber* fiber) {
  if (!_setjmp(fiber->place)) _longjmp(scheduler, 1);
}

void live() {
  for (;;) {
    body(closure);
    Thread& self = threads[current];
    self.state = ended;
    idle[idle_count++] = self.fiber;
    to_scheduler(self.fiber);
  }
}

void resume(int thread) {
  current = thread;
  Thread& self = threads[thread];
  threadIdx = self.index;
  if (!self.fiber) self.fiber = idle[--idle_count];
  Fiber* fiber = self.fiber;
  if (_setjmp(scheduler)) return;
  if (fiber->begun) _longjmp(fiber->place, 1);
  if (!fiber->stack) {
    void* made = mmap(nullptr, kStack, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    fiber->stack = static_cast<char*>(made);
  }
  getcontext(&fiber->context);
  fiber->context.uc_stack.ss_sp = fiber->stack;
  fiber->context.uc_stack.ss_size = kStack;
  makecontext(&fiber->context, live, 0);
  fiber->begun = true;
  setcontext(&fiber->context);
}

void wait_as(State state) {
  threads[current].state = state;
  to_scheduler(threads[current].fiber);
}

// Lets those go on for whom all others have come: the block, or lanes of a warp with the same mask.
bool release() {
  int waiting = 0, over = 0;
  for (int i = 0; i < count; ++i) waiting += threads[i].state == at_barrier, over += threads[i].state == ended;
  if (waiting && waiting + over == count) {
    if (over) std::snprintf(failure, sizeof failure, "%d threads end without coming to a __syncthreads", over);
    for (int i = 0; i < count; ++i) {
      if (!over && threads[i].line != threads[0].line)
        std::snprintf(failure, sizeof failure, "threads of a block wait at different __syncthreads");
      threads[i].state = ready;
    }
    return !failure[0];
  }
  bool any = false;
  for (int first = 0; first < count; first += 32) {
    int lanes = count - first < 32 ? count - first : 32;
    for (int lane = 0; lane < lanes; ++lane) {
      if (threads[first + lane].state != at_warp) continue;
      unsigned int mask = threads[first + lane].mask;
      bool all = true;
      for (int other = 0; other < lanes; ++other) {
        Thread& one = threads[first + other];
        if (mask >> other & 1 && one.state != ended) all = all && one.state == at_warp && one.mask == mask;
      }
      for (int other = 0; all && other < lanes; ++other)
        if (mask >> other & 1 && threads[first + other].state != ended) threads[first + other].state = ready;
      any = any || all;
    }
  }
  if (!any) std::snprintf(failure, sizeof failure, "threads wait for others that never come");
  return any;
}

void run_block() {
  idle_count = 0;
  for (int i = 0; i < kMost; ++i) idle[idle_count++] = &fibers[i];
  for (int i = 0; i < count; ++i) {
    unsigned int u = i;
    threads[i].index = {u % blockDim.x, u / blockDim.x % blockDim.y, u / blockDim.x / blockDim.y};
    threads[i].state = ready, threads[i].fiber = nullptr, threads[i].shown = false;
    order[i] = i;
  }
  for (;;) {
    bool any = false, over = true;
    for (int i = count - 1; i > 0; --i) {
      int j = random_number() % (i + 1), other = order[i];
      order[i] = order[j], order[j] = other;
    }
    for (int i = 0; i < count; ++i) {
      Thread& one = threads[order[i]];
      if (one.state == ready) any = true, resume(order[i]);
      if (failure[0]) return;
      over = over && one.state == ended;
    }
    if (over) return;
    if (!any && !release()) return;
  }
}

}  // namespace

void stand_in_fail(const char* message) {
  std::snprintf(failure, sizeof failure, "%s", message);
  _longjmp(scheduler, 1);
}

void stand_in_barrier(int line) {
  threads[current].line = line;
  wait_as(at_barrier);
}

void stand_in_meet(unsigned int mask) {
  threads[current].mask = mask;
  wait_as(at_warp);
}

int stand_in_lane() { return current % 32; }
char* stand_in_slot(int lane) { return threads[current / 32 * 32 + lane].slot; }
bool* stand_in_shown(int lane) { return &threads[current / 32 * 32 + lane].shown; }

// Runs a grid; what went wrong, or null. `poisoned` are the bytes of shared memory, which each block finds in disorder.
extern "C" const char* stand_in_run(void (*entry)(void*), void* arguments, const unsigned int* grid,
                                    const unsigned int* block, char* poisoned, std::size_t size, std::size_t dynamic,
                                    std::uint64_t seed) {
  body = entry, closure = arguments, chance = seed * 2 + 1, failure[0] = 0;
  gridDim = {grid[0], grid[1], grid[2]}, blockDim = {block[0], block[1], block[2]};
  count = block[0] * block[1] * block[2];
  stand_in_dynamic = static_cast<char*>(std::aligned_alloc(16, (dynamic + 16) / 16 * 16));
  for (blockIdx.z = 0; blockIdx.z < grid[2]; ++blockIdx.z)
    for (blockIdx.y = 0; blockIdx.y < grid[1]; ++blockIdx.y)
      for (blockIdx.x = 0; blockIdx.x < grid[0] && !failure[0]; ++blockIdx.x) {
        std::memset(poisoned, 0xff, size);
        std::memset(stand_in_dynamic, 0xff, dynamic);
        run_block();
      }
  std::free(stand_in_dynamic);
  if (!failure[0]) return nullptr;
  for (Fiber& fiber : fibers) fiber.begun = false;  // they are in the midst of what is given up
  return failure;
}

// What the compiler's checks of undefined behaviour call.
extern "C" void __ubsan_handle_type_mismatch_v1(void*, void*) { stand_in_fail("an access that is not aligned"); }
extern "C" void __ubsan_handle_out_of_bounds(void*, void*) { stand_in_fail("an index beyond an array in the kernel"); }
extern "C" void __ubsan_handle_divrem_overflow(void*, void*, void*) { stand_in_fail("an integer divided by zero"); }
