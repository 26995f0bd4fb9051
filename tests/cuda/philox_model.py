"""PyTorch's stream on CUDA in plain Python: slow, and apart from the kernels, so that these can be held to it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import cupy

BLOCK = 256
WORD = (1 << 32) - 1


def philox(counter: Sequence[int], key: Sequence[int]) -> list[int]:
    """The four words of a counter, after ten rounds."""
    c, k = list(counter), list(key)
    for _ in range(10):
        first, second = 0xD2511F53 * c[0], 0xCD9E8D57 * c[2]
        c = [(second >> 32) ^ c[1] ^ k[0], second & WORD, (first >> 32) ^ c[3] ^ k[1], first & WORD]
        k = [(k[0] + 0x9E3779B9) & WORD, (k[1] + 0xBB67AE85) & WORD]
    return c


def drawn(seed: int, offset: int, subsequence: int, draw: int) -> list[int]:
    """The words of a thread's draw."""
    counter = offset // 4 + draw | subsequence << 64
    return philox([counter >> 32 * part & WORD for part in range(4)], [seed & WORD, seed >> 32 & WORD])


def blocks(count: int) -> int:
    """How many blocks of threads are launched."""
    about = cupy.cuda.runtime.getDeviceProperties(0)
    most = about["multiProcessorCount"] * (about["maxThreadsPerMultiProcessor"] // BLOCK)
    return int(min(most, math.ceil(count / BLOCK)))


def spread(seed: int, offset: int, count: int, each: int) -> list[list[int]]:
    """For each element the words of its number, where a draw makes `each`: 4 of a word, or 2 of two words."""
    threads = BLOCK * blocks(count)
    found: list[list[int]] = [[]] * count
    for thread in range(min(threads, count)):
        for draw, first in enumerate(range(thread, count, threads * each)):
            words = drawn(seed, offset, thread, draw)
            for part in range(each):
                place = first + part * threads
                if place < count:
                    found[place] = words[part * 4 // each : (part + 1) * 4 // each]
    return found


def packed(seed: int, offset: int, count: int, pack: int) -> list[int]:
    """For each element its word, where a thread makes so many side by side, and a draw four of them at most."""
    threads = BLOCK * blocks(count)
    found = [0] * count
    for thread in range(min(threads, count)):
        draws = words_of(seed, offset, thread)
        for first in range(thread * pack, count, threads * pack):
            for part in range(0, pack, 4):
                size = min(pack, 4)
                found[first + part : first + part + size] = next(draws)[:size]
    return found


def words_of(seed: int, offset: int, thread: int) -> Iterator[list[int]]:
    """A thread's draws, one after the other."""
    draw = 0
    while True:
        yield drawn(seed, offset, thread, draw)
        draw += 1


def advanced(count: int, each: int) -> int:
    """By how much a draw of so many numbers, `each` at a time, advances the offset."""
    return ((count - 1) // (BLOCK * blocks(count) * each) + 1) * 4


def permutation(seed: int, offset: int, count: int) -> list[int]:
    """The integers below `count` in random order."""
    bits = min(64, math.ceil(math.log2(count - (6.0 * count * count + 1) / (12 * math.log(0.9)))))
    size = 32 if bits <= 32 else 64
    width = (1 << size) - 1
    numbers = [((high << 32 | low) % width) - (1 << size - 1) for high, low in spread(seed, offset, count, 2)]
    keys = numbers if bits == size else [number & (1 << bits) - 1 for number in numbers]
    order = sorted(range(count), key=keys.__getitem__)
    begin = 0
    while begin < count:
        end = begin + 1
        while end < count and keys[order[end]] == keys[order[begin]]:
            end += 1
        draws = words_of(seed, offset + advanced(count, 2), begin)
        words: list[int] = []
        for place in range(end - begin - 1, 0, -1):
            words = words or next(draws)
            other = begin + words.pop(0) % (place + 1)
            order[begin + place], order[other] = order[other], order[begin + place]
        begin = end
    return order
