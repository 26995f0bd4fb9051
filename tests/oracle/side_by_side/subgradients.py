"""Which gradient there is where there is none, or more than one: ties, bounds, steps and NaN."""

from __future__ import annotations

from typing import Any

from tests.oracle.side_by_side.outcome import slopes

NAN, INF = float("nan"), float("inf")


def _leaf(torch: Any, values: Any) -> Any:
    return torch.tensor(values, dtype=torch.float64, requires_grad=True)


def whole_maxima_share_evenly(torch: Any) -> Any:
    x = _leaf(torch, [[1.0, 3.0, 3.0], [3.0, 2.0, 1.0]])
    functions = (torch.max, torch.amax, torch.min, torch.amin, lambda x: x.aminmax()[0], lambda x: x.aminmax().max)
    return [slopes(torch, function, x) for function in functions]


def maxima_along_a_dimension_choose_one_or_share(torch: Any) -> Any:
    x = _leaf(torch, [[1.0, 3.0, 3.0], [2.0, 2.0, 2.0]])
    functions = {
        "max": lambda x: x.max(1)[0],
        "min": lambda x: x.min(1).values,
        "amax": lambda x: x.amax(1),
        "amin": lambda x: x.amin(0),
        "amax_both": lambda x: x.amax((0, 1)),
        "aminmax": lambda x: sum(x.aminmax(dim=1)),
        "cummax": lambda x: x.cummax(1)[0],
        "cummin": lambda x: x.cummin(1)[0],
        "median": lambda x: x.median(1)[0],
        "mode": lambda x: x.mode(1)[0],
        "kthvalue": lambda x: x.kthvalue(1, 0)[0],
        "keepdim": lambda x: x.max(1, keepdim=True)[0] * x,
        "logsumexp": lambda x: x.logsumexp(1),
    }
    return {name: slopes(torch, function, x) for name, function in functions.items()}


def a_median_of_an_even_number_is_the_lower_one(torch: Any) -> Any:
    x = _leaf(torch, [4.0, 1.0, 3.0, 2.0])
    ties = _leaf(torch, [2.0, 1.0, 2.0, 2.0])
    nans = _leaf(torch, [4.0, NAN, 3.0])
    functions = {"median": torch.median, "nanmedian": torch.nanmedian, "quantile": lambda x: x.quantile(0.4)}
    return {name: [slopes(torch, function, one) for one in (x, ties, nans)] for name, function in functions.items()}


def sorting_sends_each_gradient_back(torch: Any) -> Any:
    x = _leaf(torch, [3.0, 1.0, 2.0, NAN])
    weights = torch.tensor([1.0, 10.0, 100.0, 1000.0], dtype=torch.float64)
    functions = {
        "sort": lambda x: x.sort()[0] * weights,
        "descending": lambda x: x.sort(descending=True)[0] * weights,
        "stable": lambda x: torch.sort(x, stable=True)[0] * weights,
        "msort": lambda x: torch.msort(x) * weights,
        "topk": lambda x: x.topk(2)[0] * weights[:2],
        "smallest": lambda x: x.topk(2, largest=False)[0] * weights[:2],
        "argsort": lambda x: x[x.argsort()] * weights,
    }
    return {name: slopes(torch, function, x) for name, function in functions.items()}


def the_larger_of_two_shares_ties(torch: Any) -> Any:
    x, y = _leaf(torch, [1.0, 2.0, 3.0, NAN, 1.0, NAN]), _leaf(torch, [2.0, 2.0, 1.0, 1.0, NAN, NAN])
    functions = (torch.maximum, torch.minimum, torch.max, torch.min, torch.fmax, torch.fmin)
    return [slopes(torch, function, x, y) for function in functions]


def clamping_passes_at_the_bounds(torch: Any) -> Any:
    x = _leaf(torch, [-2.0, -1.0, 0.0, 1.0, 2.0, NAN, INF])
    functions = {
        "both": lambda x: x.clamp(-1, 1),
        "min": lambda x: x.clamp(min=-1.0),
        "max": lambda x: x.clamp(max=1),
        "crossed": lambda x: x.clamp(1, -1),
        "clip": lambda x: torch.clip(x, -1, 1),
        "clamp_min": lambda x: x.clamp_min(0),
        "clamp_max": lambda x: x.clamp_max(0),
        "nan_bound": lambda x: x.clamp(min=NAN),
        "in_place": lambda x: (x * 1).clamp_(-1, 1),
    }
    return {name: slopes(torch, function, x) for name, function in functions.items()}


def clamping_by_tensors_gives_to_the_bound_that_acts(torch: Any) -> Any:
    x = _leaf(torch, [-2.0, -1.0, 0.5, 1.0, 2.0, 0.0, NAN])
    low, high = _leaf(torch, [-1.0, -1.0, -1.0, -1.0, 3.0, NAN, 0.0]), _leaf(torch, [1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0])
    return [
        slopes(torch, torch.clamp, x, low, high),
        slopes(torch, torch.clamp_min, x, low),
        slopes(torch, torch.clamp_max, x, high),
        slopes(torch, lambda x, low: x.clamp(min=low), x, low),
    ]


def rounding_is_flat(torch: Any) -> Any:
    x = _leaf(torch, [-1.5, 0.0, 0.5, 2.0, NAN, INF])
    functions = (torch.floor, torch.ceil, torch.round, torch.trunc, torch.fix, torch.sign, torch.frac, torch.signbit)
    return [slopes(torch, function, x) for function in functions[:-1]] + [functions[-1](x).tolist()]


def remainders_slope_by_the_divisor_in_steps(torch: Any) -> Any:
    x, y = _leaf(torch, [5.0, -5.0, 4.0, 1.0, 0.5]), _leaf(torch, [3.0, 3.0, 2.0, 0.0, INF])
    functions = {
        "fmod": torch.fmod,
        "remainder": torch.remainder,
        "percent": lambda x, y: x % y,
        "floor": lambda x, y: torch.div(x, y, rounding_mode="floor"),
        "trunc": lambda x, y: torch.div(x, y, rounding_mode="trunc"),
        "div": torch.div,
    }
    by_number = {name + "_2": slopes(torch, lambda x, f=f: f(x, 2), x) for name, f in functions.items()}
    return {name: slopes(torch, function, x, y) for name, function in functions.items()} | by_number


def where_keeps_what_was_not_chosen_out(torch: Any) -> Any:
    x = _leaf(torch, [0.0, 4.0, -1.0])
    functions = {
        "chosen": lambda x: torch.where(x > 0, x, 2 * x),
        "poisoned": lambda x: torch.where(x > 0, x.sqrt(), 0.0),
        "guarded": lambda x: torch.where(x > 0, x, 1.0).sqrt(),
        "masked_fill": lambda x: x.log().masked_fill(x <= 0, 0.0),
        "masked_select": lambda x: x[x > 0].sqrt(),
        "product": lambda x: x.sqrt() * (x > 0),
        "nan_to_num": lambda x: x.log().nan_to_num(),
        "nansum": lambda x: x.log().nansum(),
        "nanmean": lambda x: (x - 1).log().nanmean(),
        "heaviside": lambda x: x * torch.heaviside(x.detach(), torch.tensor(0.5, dtype=torch.float64)),
    }
    return {name: slopes(torch, function, x) for name, function in functions.items()}
