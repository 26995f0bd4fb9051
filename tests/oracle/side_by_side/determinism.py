"""Deterministic algorithms: what is chosen is told."""

from __future__ import annotations

from typing import Any

from tests.oracle.side_by_side.outcome import raised


def _told(torch: Any) -> tuple[Any, ...]:
    return (
        torch.are_deterministic_algorithms_enabled(),
        torch.is_deterministic_algorithms_warn_only_enabled(),
        torch.get_deterministic_debug_mode(),
    )


def algorithms_are_chosen_and_told(torch: Any) -> None:
    try:
        print(_told(torch))
        for mode, warn_only in ((True, False), (True, True), (False, True), (True, False), (False, False)):
            print(torch.use_deterministic_algorithms(mode, warn_only=warn_only), _told(torch))
        for debug_mode in (0, 1, 2, "default", "warn", "error", True, False):
            print(torch.set_deterministic_debug_mode(debug_mode), _told(torch))
    finally:
        torch.use_deterministic_algorithms(False)


def what_cannot_be_chosen_changes_nothing(torch: Any) -> None:
    try:
        torch.use_deterministic_algorithms(mode=True, warn_only=True)
        for debug_mode in (3, -1, "loud", 1.0, None):
            print(raised(lambda: torch.set_deterministic_debug_mode(debug_mode)), _told(torch))
        for mode in (1, "yes", None):
            print(raised(lambda: torch.use_deterministic_algorithms(mode)))
        print(raised(lambda: torch.use_deterministic_algorithms(True, warn_only=1)))
        print(
            raised(lambda: torch.use_deterministic_algorithms()),
            raised(lambda: torch.use_deterministic_algorithms(True, True)),
        )
        print(_told(torch))
    finally:
        torch.use_deterministic_algorithms(False)


def algorithms_are_deterministic(torch: Any) -> Any:
    try:
        torch.use_deterministic_algorithms(True)
        return torch.zeros(3).index_add(0, torch.tensor([0, 2, 0]), torch.tensor([1.0, 2.0, 3.0]))
    finally:
        torch.use_deterministic_algorithms(False)
