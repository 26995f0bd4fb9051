"""Gradients at zero and at infinity: roots, powers, products, norms, distances, logarithms."""

from __future__ import annotations

from typing import Any

from tests.oracle.side_by_side.outcome import slopes

NAN, INF = float("nan"), float("inf")


def _leaf(torch: Any, values: Any) -> Any:
    return torch.tensor(values, dtype=torch.float64, requires_grad=True)


def roots_and_powers_of_zero(torch: Any) -> Any:
    x = _leaf(torch, [0.0, -0.0, 4.0, -1.0])
    functions = {
        "sqrt": torch.sqrt,
        "rsqrt": torch.rsqrt,
        "reciprocal": torch.reciprocal,
        "square": torch.square,
        "half": lambda x: x.abs() ** 0.5,
        "zeroth": lambda x: x**0,
        "first": lambda x: x**1,
        "second": lambda x: x**2.0,
        "inverse": lambda x: x**-1,
        "base_zero": lambda x: torch.pow(0, x),
        "base_one": lambda x: torch.pow(1.0, x),
        "base_negative": lambda x: torch.pow(-2.0, x),
        "log": torch.log,
        "log1p": torch.log1p,
        "xlogy": lambda x: torch.xlogy(x, x),
        "entr": torch.special.entr,
        "sinc": torch.sinc,
        "acosh": lambda x: torch.acosh(x + 1),
        "atanh": lambda x: torch.atanh(x + 1),
        "asin": lambda x: torch.asin(x + 1),
        "hypot": lambda x: torch.hypot(x, x),
        "atan2": lambda x: torch.atan2(x, x),
        "copysign": lambda x: torch.copysign(x, torch.tensor(-1.0)),
        "abs": torch.abs,
        "sign": torch.sign,
        "logit": lambda x: torch.logit(x.abs()),
        "float_power": lambda x: torch.float_power(x, 2),
    }
    return {name: slopes(torch, function, x) for name, function in functions.items()}


def powers_by_tensors(torch: Any) -> Any:
    x, y = _leaf(torch, [0.0, 0.0, 0.0, -2.0, 2.0, 0.0]), _leaf(torch, [0.0, 2.0, -1.0, 2.0, 0.0, 0.5])
    z, w = (
        torch.tensor(v, dtype=torch.complex128, requires_grad=True) for v in ([0j, 0j, 0j], [1 + 1j, 2 + 0j, -1 + 0j])
    )
    return [
        slopes(torch, torch.pow, x, y),
        slopes(torch, torch.float_power, x, y),
        slopes(torch, torch.pow, z, w),
        slopes(torch, lambda w: torch.pow(0, w), w),
        slopes(torch, torch.xlogy, x, y),
        slopes(torch, torch.ldexp, x, y),
    ]


def products_with_zeros(torch: Any) -> Any:
    one, two, none = _leaf(torch, [2.0, 0.0, 3.0]), _leaf(torch, [2.0, 0.0, 0.0]), _leaf(torch, [2.0, 5.0, 3.0])
    rows = _leaf(torch, [[2.0, 0.0, 3.0], [0.0, 0.0, 4.0], [1.0, 2.0, 3.0]])
    results = [[slopes(torch, f, x) for x in (one, two, none)] for f in (torch.prod, lambda x: x.cumprod(0))]
    return results, slopes(torch, lambda x: x.prod(1), rows), slopes(torch, lambda x: x.cumprod(1), rows)


def second_derivatives_of_products_with_zeros(torch: Any) -> Any:
    def second(function: Any, values: Any) -> Any:
        x = _leaf(torch, values)
        (first,) = torch.autograd.grad(function(x).sum(), x, create_graph=True)
        return slopes(torch, lambda x: (first * first.detach().exp()).sum(), x)

    cases = ([2.0, 0.0, 3.0], [2.0, 0.0, 0.0], [2.0, 5.0, 3.0])
    return [second(function, values) for function in (torch.prod, lambda x: x.cumprod(0)) for values in cases]


def deviations_of_one_element_and_of_equal_ones(torch: Any) -> Any:
    one, equal = _leaf(torch, [2.0]), _leaf(torch, [2.0, 2.0, 2.0])
    functions = {
        "std": lambda x: x.std(correction=0),
        "var": lambda x: x.var(correction=0),
        "std_mean": lambda x: sum(torch.std_mean(x, correction=0)),
    }
    return {name: [slopes(torch, function, x) for x in (one, equal)] for name, function in functions.items()}


def norms_at_zero(torch: Any) -> Any:
    zero, some = _leaf(torch, [0.0, 0.0]), _leaf(torch, [0.0, 3.0, -3.0])
    orders = (0.5, 1, 1.5, 2, 3, INF, -INF, -1)
    norm = torch.linalg.vector_norm
    found = {str(order): [slopes(torch, lambda x, o=order: norm(x, o), x) for x in (zero, some)] for order in orders}
    matrix = _leaf(torch, [[0.0, 0.0], [0.0, 0.0]])
    found["norm"] = slopes(torch, torch.norm, zero)
    found["frobenius"] = slopes(torch, torch.linalg.matrix_norm, matrix)
    found["dim"] = slopes(torch, lambda x: x.norm(dim=1), matrix)
    found["normalize"] = slopes(torch, lambda x: torch.nn.functional.normalize(x, dim=0), zero)
    found["renorm"] = slopes(torch, lambda x: torch.renorm(x, 2, 0, 1.0), matrix)
    found["cosine"] = slopes(torch, lambda x: torch.nn.functional.cosine_similarity(x, x + 1, dim=0), zero)
    return found


def distances_of_equal_points(torch: Any) -> Any:
    x, y = _leaf(torch, [[1.0, 2.0], [3.0, 4.0]]), _leaf(torch, [[1.0, 2.0], [1.0, 5.0]])
    orders = (0.0, 0.5, 1.0, 1.5, 2.0, 3.0, INF)
    found = {str(p): slopes(torch, lambda x, y, p=p: torch.cdist(x, y, p), x, y) for p in orders}
    found["pdist"] = slopes(torch, lambda x: torch.nn.functional.pdist(torch.cat([x, x])), x)
    found["pairwise"] = slopes(torch, torch.nn.functional.pairwise_distance, x, y)
    found["dist"] = slopes(torch, torch.dist, x, x)
    return found


def logarithms_of_sums_of_nothing(torch: Any) -> Any:
    none, some = _leaf(torch, [-INF, -INF]), _leaf(torch, [-INF, 1.0, 2.0])
    more = _leaf(torch, [INF, 1.0, INF])
    functions = {
        "logsumexp": lambda x: x.logsumexp(0),
        "softmax": lambda x: x.softmax(0) ** 2,
        "log_softmax": lambda x: x.log_softmax(0)[-1],
        "logcumsumexp": lambda x: x.logcumsumexp(0),
        "logaddexp": lambda x: torch.logaddexp(x, x),
    }
    return {name: [slopes(torch, f, x) for x in (none, some, more)] for name, f in functions.items()}
