// Integers, truths and permutations, and the state itself.

// Integers from `low` on, of which there are `width`, or all of 64 bits where that is 0; laid out as in numbers.cu.
extern "C" __global__ void __launch_bounds__(256)
    integers32(const uint64* state, int64* out, int64 n, uint64 width, uint64 low) {
  int64 thread = this_thread(), threads = all_threads();
  int64 draw = 0;
  for (int64 first = thread; first < n; first += 4 * threads, ++draw) {
    Words words = drawn(state, thread, draw);
    for (int k = 0; k < 4; ++k) {
      int64 place = first + k * threads;
      if (place < n) out[place] = static_cast<int64>(words.of[k] % width + low);
    }
  }
}

extern "C" __global__ void __launch_bounds__(256)
    integers64(const uint64* state, int64* out, int64 n, uint64 width, uint64 low) {
  int64 thread = this_thread(), threads = all_threads();
  int64 draw = 0;
  for (int64 first = thread; first < n; first += 2 * threads, ++draw) {
    Words words = drawn(state, thread, draw);
    for (int k = 0; k < 2; ++k) {
      int64 place = first + k * threads;
      uint64 bits = static_cast<uint64>(words.of[2 * k]) << 32 | words.of[2 * k + 1];
      if (place < n) out[place] = static_cast<int64>((width ? bits % width : bits) + low);
    }
  }
}

// What lies below a probability that often: each thread makes four side by side. The units are in (0, 1] and may equal
// a probability, so each is taken down to the next number.
extern "C" __global__ void chances_float(const uint64* state, float* out, int64 n) {
  int64 thread = this_thread();
  Words words = drawn(state, thread, 0);
  for (int k = 0; k < 4; ++k)
    if (4 * thread + k < n) out[4 * thread + k] = nextafterf(unit(words.of[k]), 0.0f);
}

extern "C" __global__ void chances_double(const uint64* state, double* out, int64 n) {
  int64 thread = this_thread();
  Words words = drawn(state, thread, 0);
  for (int k = 0; k < 4; ++k)
    if (4 * thread + k < n) out[4 * thread + k] = nextafter(static_cast<double>(unit(words.of[k])), 0.0);
}

// What dropout keeps. Each thread makes `pack` elements side by side, as many as PyTorch reads at a time, and of packs
// of one four that are as far apart as there are threads. Of a pack of two, half the words are not used.
extern "C" __global__ void __launch_bounds__(256)
    kept(const uint64* state, bool* out, int64 n, int pack, double share) {
  int64 thread = this_thread(), threads = all_threads();
  int64 apart = pack > 1 ? 1 : threads;
  int each = pack > 1 ? pack : 4;
  int64 draw = 0;
  for (int64 first = thread * pack; first < n; first += threads * each) {
    Words words;
    for (int k = 0; k < each; ++k) {
      if (k % 4 == 0) words = drawn(state, thread, draw++);
      int64 place = first + k * apart;
      if (place < n) out[place] = unit(words.of[k % 4]) < share;
    }
  }
}

// Shuffle the order of elements with equal keys, which lie side by side: the thread of the first does it.
extern "C" __global__ void shuffled(const uint64* state, const int64* keys, int64* order, int64 n) {
  int64 begin = this_thread();
  if (begin + 1 >= n || keys[begin] != keys[begin + 1] || (begin > 0 && keys[begin] == keys[begin - 1])) return;
  int size = 2;
  while (begin + size < n && keys[begin + size] == keys[begin]) ++size;
  Words words;
  for (int place = size - 1, used = 0; place > 0; --place, ++used) {
    if (used % 4 == 0) words = drawn(state, begin, used / 4);
    word other = words.of[used % 4] % static_cast<word>(place + 1);
    int64 moved = order[begin + place];
    order[begin + place] = order[begin + other];
    order[begin + other] = moved;
  }
}

extern "C" __global__ void advance(uint64* state, uint64 by) { state[1] += by; }

extern "C" __global__ void begin(uint64* state, uint64 seed, uint64 offset) {
  state[0] = seed;
  state[1] = offset;
}
