"""Covariance and correlation.

https://docs.pytorch.org/docs/stable/generated/torch.cov.html
"""

from __future__ import annotations

import math
from typing import Any

from engine.errors import DtypeMismatch, OpFailed, ShapeMismatch
from engine.families import composite
from engine.parameters import Array, Integer, Ops, Plain


def _weights(ops: Ops, fweights: Any, aweights: Any, count: int) -> Any:
    """The weight of each observation, None where all count the same."""
    for name, weights, kinds in (("fweights", fweights, "iu"), ("aweights", aweights, "f")):
        if weights is None:
            continue
        if len(weights.shape) > 1 or math.prod(weights.shape) != count:
            raise ShapeMismatch(
                f"cov: {name} has {list(weights.shape)}, it must be a vector of {count}, one per observation.",
                op="cov",
                shapes=[list(weights.shape), [count]],
            )
        floating = "f" if weights.dtype.kind not in "biuc" else weights.dtype.kind  # bfloat16 has a kind of its own
        if floating not in kinds:
            wanted = "integers" if name == "fweights" else "floating point numbers"
            raise DtypeMismatch(f"cov: {name} are {wanted}, not {weights.dtype.name}.", op="cov")
        if count and bool((ops.elements(weights) < 0).any()):
            raise OpFailed(f"cov: {name} must not be negative.", op="cov")
    if fweights is None or aweights is None:
        return aweights if fweights is None else fweights
    return fweights * aweights


@composite(
    "reduction",
    cases=(
        {"input": (3, 4)},
        {"input": (4,), "correction": 0},
        {"input": (2, 3), "fweights": [1, 2, 3], "aweights": [0.5, 1.0, 0.25]},
    ),
)
def cov(
    ops: Ops,
    input: Array,
    *,
    correction: Integer = 1,
    fweights: Plain | None = None,
    aweights: Plain | None = None,
) -> Any:
    """The covariances of the rows of input; its columns are observations, which fweights count and aweights weigh."""
    if len(input.shape) > 2:
        raise ShapeMismatch(
            f"cov needs at most two dimensions, got {list(input.shape)}.", op="cov", shapes=[list(input.shape)]
        )
    if input.dtype.kind == "b":
        raise DtypeMismatch("cov of booleans is not defined: convert them with to().", op="cov", dtypes=["bool"])
    rows = input if len(input.shape) == 2 else ops.reshape(input, (1, -1))
    count = rows.shape[1]
    weights = _weights(ops, fweights, aweights, count)
    if weights is not None and count and not bool((ops.elements(ops.sum(weights)) > 0).all()):
        raise OpFailed("cov: the weights sum to zero.", op="cov")
    total = count if weights is None else ops.sum(weights)
    centre = ops.sum(rows if weights is None else rows * weights, 1, True) / total
    freedom: Any = total
    if weights is not None and aweights is not None and correction:
        shares = aweights if fweights is None else weights * aweights
        spent = ops.sum(weights * shares) if fweights is None else ops.sum(shares)
        freedom = total - correction * spent / total
    elif correction:
        freedom = total - correction
    away = rows - centre
    if weights is None:
        freedom = max(freedom, 0)
        weighed = away
    else:
        freedom = ops.clamp_min(freedom, 0)
        weighed = away * weights
    turned = ops.transpose(weighed, 0, 1)
    products = ops.matmul(away, ops.conj(turned) if turned.dtype.kind == "c" else turned)
    out = products / (freedom if hasattr(freedom, "dtype") else freedom or ops.new_zeros(products, ()))
    return ops.squeeze(out)


@composite("reduction", cases=({"input": (3, 4)},))
def corrcoef(ops: Ops, input: Array) -> Any:
    """The correlations of the rows of input, whose columns are observations."""
    if len(input.shape) > 2:
        raise ShapeMismatch(
            f"corrcoef needs at most two dimensions, got {list(input.shape)}.",
            op="corrcoef",
            shapes=[list(input.shape)],
        )
    covariances = ops.cov(input)
    if not covariances.shape:
        return covariances / covariances
    variances = ops.diagonal(covariances)
    deviations = ops.sqrt(ops.real(variances) if variances.dtype.kind == "c" else variances)
    scaled = covariances / ops.unsqueeze(deviations, 1) / ops.unsqueeze(deviations, 0)
    if scaled.dtype.kind == "c":
        return ops.complex(ops.clamp(ops.real(scaled), -1, 1), ops.clamp(ops.imag(scaled), -1, 1))
    return ops.clamp(scaled, -1, 1)
