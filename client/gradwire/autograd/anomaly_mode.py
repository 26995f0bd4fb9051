"""torch.autograd.anomaly_mode: backward passes look for NaN, and say which line of the forward pass made it.

https://docs.pytorch.org/docs/stable/autograd.html#anomaly-detection
"""

from __future__ import annotations

from gradwire.recording.modes import ANOMALY, UNCHECKED, grad_mode, set_grad_mode
from gradwire.recording.origins import warn

__all__ = ["detect_anomaly", "is_anomaly_check_nan_enabled", "is_anomaly_enabled", "set_detect_anomaly"]


class set_detect_anomaly:  # noqa: N801
    """Anomaly mode on or off, from here on, or in a block if used with `with`.

    With `check_nan`, a pass in which a gradient becomes NaN raises RuntimeError, with a UserWarning that names the line
    of the operation.
    """

    def __init__(self, mode: bool, check_nan: bool = True) -> None:
        self.prev = is_anomaly_enabled()
        self.prev_check_nan = is_anomaly_check_nan_enabled()
        _set(mode, check_nan)

    def __enter__(self) -> None:
        pass

    def __exit__(self, *_: object) -> None:
        _set(self.prev, self.prev_check_nan)


class detect_anomaly:  # noqa: N801
    """A block in anomaly mode, forward and backward: `with torch.autograd.detect_anomaly():`."""

    def __init__(self, check_nan: bool = True) -> None:
        self.prev = is_anomaly_enabled()
        self.prev_check_nan = is_anomaly_check_nan_enabled()
        self.check_nan = check_nan
        warn("Anomaly Detection has been enabled: passes look for NaN after each operation. Use it for debugging only.")

    def __enter__(self) -> None:
        self.prev = is_anomaly_enabled()
        self.prev_check_nan = is_anomaly_check_nan_enabled()
        _set(True, self.check_nan)

    def __exit__(self, *_: object) -> None:
        _set(self.prev, self.prev_check_nan)


def is_anomaly_enabled() -> bool:
    """Whether anomaly mode is on."""
    return grad_mode() & ANOMALY != 0


def is_anomaly_check_nan_enabled() -> bool:
    """Whether anomaly mode looks for NaN."""
    return not grad_mode() & UNCHECKED


def _set(enabled: bool, check_nan: bool) -> None:
    for name, value in (("mode", enabled), ("check_nan", check_nan)):
        if not isinstance(value, bool):
            raise TypeError(f"anomaly mode: argument '{name}' must be bool, not {type(value).__name__}")
    mode = grad_mode() & ~(ANOMALY | UNCHECKED)
    set_grad_mode(mode | (ANOMALY if enabled else 0) | (0 if check_nan else UNCHECKED))
