"""Stretches: which parts of a long program are the same again and again."""

from __future__ import annotations

import random

import pytest

from app.program.stretches import stretches


def parts(steps: str) -> list[tuple[str, int]]:
    """The rounds of steps that are letters, and how many of each there are."""
    found = stretches(list(steps), tuple(steps), "".join)  # type: ignore[arg-type]
    assert not found or "".join("".join(one.steps) for one in found) == steps  # type: ignore[arg-type]
    for one in found:
        assert {"".join(one.round(number)) for number in range(one.times)} == {one.id}  # type: ignore[arg-type]
    return [(one.id, one.times) for one in found]


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ("abcde" * 4, [("abcde", 4)]),
        ("xyz" + "abcde" * 3 + "abx", [("xyz", 1), ("abcde", 3), ("abx", 1)]),
        ("abcde" * 3 + "vw" + "abcde" * 5, [("abcde", 3), ("vw", 1), ("abcde", 5)]),
        ("aaaabaab" * 6, [("aaaabaab", 6)]),
        ("abcde" * 3 + "xbcde" * 4, [("abcde", 3), ("xbcde", 4)]),
        ("abcde" * 3 + "vwxyz" * 2 + "u" * 6, []),
        ("abcde" * 2, []),
        ("ab" * 60, []),
        ("abcdefghijklmno", []),
        ("", []),
    ],
    ids=[
        "whole",
        "between others",
        "twice",
        "repetitions within",
        "next to each other",
        "too little",
        "too few",
        "too short",
        "none",
        "empty",
    ],
)
def test_parts(steps: str, expected: list[tuple[str, int]]) -> None:
    assert parts(steps) == expected


@pytest.fixture(autouse=True)
def _no_program_is_short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.program.stretches.LONG", 0)


def test_random_loops_next_to_each_other() -> None:
    """Whatever is repeated, each step is in one part."""
    pick = random.Random(0)
    found = 0
    for _ in range(3000):
        bodies = ["".join(pick.choices("abc", k=pick.randint(5, 8))) for _ in range(2)]
        bodies.append("x" + bodies[0][1:])
        steps = "".join(pick.choice(bodies) * pick.randint(1, 5) for _ in range(pick.randint(1, 6)))
        found += bool(parts(steps))
    assert found > 1000


def test_a_program_does_not_take_all_plans() -> None:
    bodies = "".join(f"{chr(1000 + number)}bcde" * 3 for number in range(300))
    assert len({id for id, _ in parts("abcde" * 999 + bodies)}) < 20


def test_random_loops() -> None:
    """Where one is drawn between other steps it is found, or one that covers as much."""
    pick = random.Random(0)
    for _ in range(300):
        body = "".join(pick.choices("abcdefgh", k=pick.randint(5, 12)))
        times = pick.randint(4, 9)
        before, after = ("".join(pick.choices("uvwxyz", k=pick.randint(0, 4))) for _ in range(2))
        found = parts(before + body * times + after)
        covered = sum(len(one) * count for one, count in found if count > 1)
        assert covered >= len(body) * times, (before, body, times, after)
