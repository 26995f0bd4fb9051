"""The dtype and the shape of gradients: they are those of their tensors, whatever was promoted or broadcast."""

from __future__ import annotations

from typing import Any

from tests.oracle.side_by_side.outcome import raised, slopes


def _dtypes(torch: Any) -> list[Any]:
    return [torch.float16, torch.bfloat16, torch.float32, torch.float64, torch.complex64, torch.complex128]


def each_operand_has_its_own_dtype_back(torch: Any) -> Any:
    found = {}
    for one in _dtypes(torch):
        for other in _dtypes(torch):
            x = torch.tensor([1.5, -2.0], dtype=one, requires_grad=True)
            y = torch.tensor([0.5, 4.0], dtype=other, requires_grad=True)
            found[f"{one} {other}"] = slopes(torch, lambda x, y: x * y, x, y)
    return found


def scalars_do_not_promote(torch: Any) -> Any:
    found = {}
    for one in _dtypes(torch):
        for other in _dtypes(torch):
            x = torch.tensor([1.5, -2.0], dtype=one, requires_grad=True)
            if one is torch.float16 and other.is_complex:
                continue  # complex32, which there is not
            scalar = torch.tensor(0.5, dtype=other, requires_grad=True)
            found[f"{one} {other}"] = (x + scalar).dtype, slopes(torch, lambda x, s: x * s, x, scalar)
    return found


def integers_and_booleans_take_part_without_gradients(torch: Any) -> Any:
    found = {}
    for one in _dtypes(torch):
        for other in (torch.uint8, torch.int16, torch.int64, torch.bool):
            x = torch.tensor([1.5, -2.0], dtype=one, requires_grad=True)
            y = torch.tensor([1, 3], dtype=other)
            found[f"{one} {other}"] = [slopes(torch, f, x) for f in (lambda x: x * y, lambda x: x + y, lambda x: x / 2)]
    return found


def functions_of_two_dtypes(torch: Any) -> Any:
    x = torch.tensor([1.5, 2.0], requires_grad=True)
    y = torch.tensor([0.5, 4.0], dtype=torch.float64, requires_grad=True)
    functions = {
        "add": torch.add,
        "sub": lambda x, y: torch.sub(x, y, alpha=2),
        "div": torch.div,
        "pow": torch.pow,
        "atan2": torch.atan2,
        "maximum": torch.maximum,
        "where": lambda x, y: torch.where(x > 1.7, x, y),
        "cat": lambda x, y: torch.cat([x, y]),
        "addcmul": lambda x, y: torch.addcmul(x, y, y),
        "clamp": lambda x, y: x.clamp(y, y + 1),
        "hypot": torch.hypot,
        "xlogy": torch.xlogy,
        "in_place": lambda x, y: (x * 1).mul_(y),
        "in_place_wide": lambda x, y: (y * 1).add_(x),
        "copy": lambda x, y: torch.zeros(2).copy_(y) * x,
        "index_put": lambda x, y: torch.stack([x, y])[0],
        "mse": torch.nn.functional.mse_loss,
        "l1": torch.nn.functional.l1_loss,
    }
    return {name: slopes(torch, function, x, y) for name, function in functions.items()}


def dtypes_that_must_agree(torch: Any) -> None:
    x = torch.ones(2, 2, requires_grad=True)
    y = torch.ones(2, 2, dtype=torch.float64, requires_grad=True)
    for name in ("matmul", "mm", "dot", "bmm"):
        shape = {"dot": (4,), "bmm": (1, 2, 2)}.get(name, (2, 2))
        function = getattr(torch, name)
        print(name, raised(lambda f=function, s=shape: f(x.reshape(s), y.reshape(s)), torch))
    print(raised(lambda: torch.nn.functional.linear(x, y), torch))
    print(raised(lambda: x.index_add(0, torch.tensor([0]), y[:1]), torch))
    print(raised(lambda: x.scatter_add(0, torch.zeros(2, 2, dtype=torch.int64), y), torch))


def conversions_give_the_dtype_back(torch: Any) -> Any:
    found = {}
    for one in _dtypes(torch)[:4]:
        for other in _dtypes(torch)[:4]:
            x = torch.tensor([1.5, -2.0], dtype=one, requires_grad=True)
            found[f"{one} {other}"] = slopes(torch, lambda x, o=other: x.to(o) * 3, x)
    x = torch.tensor([1.5, -2.0], requires_grad=True)
    for name in ("double", "half", "bfloat16", "float"):
        found[name] = slopes(torch, lambda x, n=name: getattr(x, n)() * 3, x)
    print(x.to(torch.int64).requires_grad, x.long().grad_fn, x.bool().is_leaf)
    return found


def sums_in_another_dtype(torch: Any) -> Any:
    x = torch.tensor([[1.5, -2.0], [0.5, 3.0]], requires_grad=True)
    wide = torch.float64
    functions = {
        "sum": lambda x: x.sum(dtype=wide),
        "mean": lambda x: x.mean(1, dtype=wide),
        "prod": lambda x: x.prod(dtype=wide),
        "cumsum": lambda x: x.cumsum(0, dtype=wide),
        "softmax": lambda x: x.softmax(1, dtype=wide) ** 2,
        "log_softmax": lambda x: torch.log_softmax(x, 1, dtype=wide),
        "norm": lambda x: torch.linalg.vector_norm(x, dtype=wide),
        "float_power": lambda x: torch.float_power(x, 2),
    }
    return {name: slopes(torch, function, x) for name, function in functions.items()}


def a_seed_is_cast_to_its_root(torch: Any) -> Any:
    x = torch.tensor([1.5, -2.0], requires_grad=True)
    (x * 3).backward(torch.tensor([1.0, 0.5], dtype=torch.float64))
    y = torch.tensor([1.5, -2.0], dtype=torch.float16, requires_grad=True)
    (y.double() * 3).backward(torch.tensor([0.1, 0.5]))
    return x.grad, y.grad


def accumulation_keeps_the_dtype(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0], dtype=torch.float16, requires_grad=True)
    (x.double() * 0.1).sum().backward()
    print(x.grad)
    (x * torch.tensor([3.0, 4.0])).sum().backward()
    print(x.grad)
    x.grad = x.grad.clone()
    (x * x).sum().backward()
    return x.grad


def broadcasting_is_summed_away(torch: Any) -> Any:
    shapes = (((2, 3), (3,)), ((2, 1), (1, 3)), ((), (2, 3)), ((1,), ()), ((2, 1, 3), (4, 1)), ((0, 3), (1, 3)))
    found = {}
    for one, other in shapes:
        x, y = torch.full(one, 2.0, requires_grad=True), torch.full(other, 3.0, requires_grad=True)
        found[str((one, other))] = [slopes(torch, f, x, y) for f in (torch.mul, torch.sub, torch.maximum, torch.atan2)]
    return found


def expanded_and_repeated_elements_add_up(torch: Any) -> Any:
    x = torch.tensor([[1.0], [2.0]], requires_grad=True)
    functions = {
        "expand": lambda x: x.expand(2, 3) ** 2,
        "new_dimension": lambda x: x.expand(4, 2, 1) ** 2,
        "expand_as": lambda x: x.expand_as(torch.ones(2, 5)) ** 2,
        "broadcast_to": lambda x: torch.broadcast_to(x, (3, 2, 2)) ** 2,
        "repeat": lambda x: x.repeat(2, 3) ** 2,
        "repeat_dimension": lambda x: x.repeat(2, 1, 1) ** 2,
        "tile": lambda x: x.tile(2) ** 2,
        "repeat_interleave": lambda x: x.repeat_interleave(2, dim=0) ** 2,
        "stack": lambda x: torch.stack([x, x, x]) ** 2,
        "cat": lambda x: torch.cat([x, x * 2, x], 1) ** 2,
        "meshgrid": lambda x: torch.meshgrid(x[:, 0], x[:, 0], indexing="ij")[1] ** 2,
        "outer": lambda x: torch.outer(x[:, 0], x[:, 0]),
        "block_diag": lambda x: torch.block_diag(x, x) ** 2,
        "unfold": lambda x: x.expand(2, 3).unfold(1, 2, 1) ** 2,
        "as_strided": lambda x: x.as_strided((2, 2), (1, 0)) ** 2,
        "sum_to_size": lambda x: x.expand(2, 3).sum_to_size(2, 1) ** 2,
        "used_twice": lambda x: x * x + x,
    }
    return {name: slopes(torch, function, x) for name, function in functions.items()}


def halves_round_once(torch: Any) -> Any:
    found = {}
    for dtype in (torch.float16, torch.bfloat16):
        x = torch.tensor([[1.5, -0.3], [2.25, 0.1]], dtype=dtype, requires_grad=True)
        y = torch.tensor([[0.7, 1.1], [-2.0, 3.0]], dtype=dtype, requires_grad=True)
        functions = {
            "mul": torch.mul,
            "add": torch.add,
            "matmul": torch.matmul,
            "exp": lambda x, y: x.exp() + y,
            "tanh": lambda x, y: torch.tanh(x) * y,
            "relu": lambda x, y: torch.relu(x) - y,
            "sum": lambda x, y: (x * y).sum(0),
            "mean": lambda x, y: (x * y).mean(),
            "maximum": torch.maximum,
        }
        for name, function in functions.items():
            found[f"{name} {dtype}"] = slopes(torch, function, x, y)
    return found


def halves_overflow(torch: Any) -> Any:
    x = torch.tensor([300.0, 60000.0], dtype=torch.float16, requires_grad=True)
    return slopes(torch, lambda x: x * x, x), slopes(torch, lambda x: x * 1e5, x), slopes(torch, lambda x: x.sum(), x)


def default_dtypes_do_not_matter(torch: Any) -> Any:
    before = torch.get_default_dtype()
    torch.set_default_dtype(torch.float64)
    try:
        x = torch.tensor([1.0, 2.0], dtype=torch.float32, requires_grad=True)
        y = torch.tensor([1.0, 2.0], requires_grad=True)
        print(y.dtype, (x * 2.0).dtype, (torch.tensor([1]) / 2).dtype)
        return slopes(torch, lambda x, y: x * y * 2.0, x, y)
    finally:
        torch.set_default_dtype(before)
