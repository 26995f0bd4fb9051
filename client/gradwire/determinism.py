"""Whether algorithms are to be deterministic: chosen and told as in PyTorch, without effect, since they are.

https://docs.pytorch.org/docs/stable/notes/randomness.html
"""

from __future__ import annotations

from typing import Final

MODES: Final = ("default", "warn", "error")


class _Chosen:
    """What was chosen last."""

    enabled = False
    warn_only = False


def use_deterministic_algorithms(mode: bool, *, warn_only: bool = False) -> None:
    """Choose whether algorithms are to be deterministic, which makes no difference: they are."""
    for name, value in (("mode", mode), ("warn_only", warn_only)):
        if not isinstance(value, bool):
            raise TypeError(f"use_deterministic_algorithms: {name} must be a bool, not {type(value).__name__}")
    _Chosen.enabled, _Chosen.warn_only = mode, warn_only


def are_deterministic_algorithms_enabled() -> bool:
    """Whether algorithms were chosen to be deterministic."""
    return _Chosen.enabled


def is_deterministic_algorithms_warn_only_enabled() -> bool:
    """Whether it was chosen that what is not deterministic warns, and is no error."""
    return _Chosen.warn_only


def set_deterministic_debug_mode(debug_mode: int | str) -> None:
    """Choose the same by a number or its name: 0 or "default", 1 or "warn", 2 or "error"."""
    if not isinstance(debug_mode, (int, str)):
        raise TypeError(f"debug_mode must be an int or a str, not {type(debug_mode).__name__}")
    if debug_mode not in (*range(len(MODES)), *MODES):
        raise RuntimeError(f"debug_mode must be one of 0, 1, 2, {', '.join(MODES)}, not {debug_mode}")
    number = MODES.index(debug_mode) if isinstance(debug_mode, str) else debug_mode
    use_deterministic_algorithms(number > 0, warn_only=number == 1)


def get_deterministic_debug_mode() -> int:
    """What was chosen: 0 for the default, 1 to warn, 2 for errors."""
    return 2 - _Chosen.warn_only if _Chosen.enabled else 0
