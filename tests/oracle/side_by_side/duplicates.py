"""Elements that are read or written more than once: their gradients add up, or one of them has it."""

from __future__ import annotations

from typing import Any

from tests.oracle.side_by_side.outcome import slopes


def _leaf(torch: Any, values: Any) -> Any:
    return torch.tensor(values, dtype=torch.float64, requires_grad=True)


def duplicates_add_up_in_gathers(torch: Any) -> Any:
    x = _leaf(torch, [1.0, 2.0, 3.0])
    index = torch.tensor([0, 0, 2, 0])
    functions = {
        "index": lambda x: x[index] ** 2,
        "gather": lambda x: x.gather(0, index) ** 2,
        "index_select": lambda x: x.index_select(0, index) ** 2,
        "take": lambda x: x.take(index) ** 2,
        "embedding": lambda x: torch.nn.functional.embedding(index, x[:, None]) ** 2,
        "repeat_interleave": lambda x: x.repeat_interleave(torch.tensor([2, 0, 1])) ** 2,
        "take_along_dim": lambda x: torch.take_along_dim(x, index, 0) ** 2,
    }
    return {name: slopes(torch, function, x) for name, function in functions.items()}


def duplicates_in_scatters(torch: Any) -> Any:
    x, source = _leaf(torch, [1.0, 2.0, 3.0]), _leaf(torch, [5.0, 5.0, 5.0, 2.0])
    index = torch.tensor([0, 0, 2, 2])
    functions = {
        "index_add": lambda x, s: x.index_add(0, index, s, alpha=2) ** 2,
        "scatter_add": lambda x, s: x.scatter_add(0, index, s) ** 2,
        "accumulate": lambda x, s: x.index_put((index,), s, accumulate=True) ** 2,
        "sum": lambda x, s: x.scatter_reduce(0, index, s, "sum") ** 2,
        "mean": lambda x, s: x.scatter_reduce(0, index, s, "mean") ** 2,
        "prod": lambda x, s: x.scatter_reduce(0, index, s, "prod"),
        "amax": lambda x, s: x.scatter_reduce(0, index, s, "amax") ** 2,
        "amin_alone": lambda x, s: x.scatter_reduce(0, index, s, "amin", include_self=False) ** 2,
        "scatter": lambda x, s: x.scatter(0, index[1:3], s[1:3]) ** 2,
        "index_put": lambda x, s: x.index_put((index[1:3],), s[1:3]) ** 2,
        "index_copy": lambda x, s: x.index_copy(0, index[1:3], s[1:3]) ** 2,
        "index_fill": lambda x, s: x.index_fill(0, index, 7.0) * s[:3],
        "masked_scatter": lambda x, s: x.masked_scatter(torch.tensor([True, False, True]), s) ** 2,
        "put": lambda x, s: x.put(index, s, accumulate=True) ** 2,
    }
    return {name: slopes(torch, function, x, source) for name, function in functions.items()}
