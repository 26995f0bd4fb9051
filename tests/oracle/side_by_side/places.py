"""Where a tensor says that it is, and whether it is zero."""

from __future__ import annotations

from typing import Any

from tests.oracle.side_by_side.outcome import raised


def a_tensor_on_the_cpu_has_no_device_number(torch: Any) -> Any:
    x = torch.ones(2)
    print(x.is_cpu, x.is_cuda, x.get_device(), torch.get_device(x), x.is_pinned())


def is_nonzero_is_of_one_element(torch: Any) -> Any:
    for value in (0, 1, 0.0, -0.5, 1j, False, [[2]]):
        print(torch.tensor(value).is_nonzero(), torch.is_nonzero(torch.tensor(value)))
    print(
        raised(torch.ones(2).is_nonzero),
        raised(torch.ones(0).is_nonzero),
        raised(lambda: torch.is_nonzero(torch.ones(2))),
    )
