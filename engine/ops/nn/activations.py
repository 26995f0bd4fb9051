"""Activation functions of neural networks.

https://docs.pytorch.org/docs/stable/nn.functional.html#non-linear-activation-functions
"""

from __future__ import annotations

from typing import Any

from engine.batching import elements
from engine.errors import DtypeMismatch, ShapeMismatch, UnsupportedDtype
from engine.families import Register, composite, unary
from engine.op import PROMOTE
from engine.ops.elementwise.blending import blend
from engine.ops.elementwise.comparisons import refuse_complex
from engine.parameters import Array, Integer, Number, Ops, Xp
from engine.shapes import dimension


def activation(**options: Any) -> Register:
    """Elementwise on floating point numbers, found among functions alone."""
    return unary(**{"promotion": PROMOTE, "variants": ("function",), "in_place": False, "blocked": True, **options})


def floating(op: str, input: Any) -> Any:
    """The input, which must not be integers."""
    if input.dtype.kind in "biu":
        raise UnsupportedDtype(
            f"nn.functional.{op} needs floating point numbers, not {input.dtype.name}: convert with to().",
            op=f"nn.functional.{op}",
            dtypes=[input.dtype.name],
        )
    return input


@unary(aliases=("special.expit", "nn.functional.sigmoid"), blocked=True)
def sigmoid(xp: Xp, input: Array) -> Any:
    """1 / (1 + exp(-input))."""
    power = xp.asarray(xp.exp(-input))
    power += 1
    return 1 / power


sigmoid.gradient(input=lambda ops, g, out: g * (out * (1 - out)))


@unary(
    promotion=PROMOTE,
    aliases=("nn.functional.relu",),
    cases=({"input": (2, 3)}, {"input": ()}, {"input": [-1.0, 0.0, 2.0]}, {"input": [-1, 2]}),
)
def relu(xp: Xp, input: Array) -> Any:
    """input where it is positive, else 0. The gradient at 0 is 0."""
    refuse_complex("relu", input)
    if input.dtype.kind == "b":
        raise DtypeMismatch("relu of booleans is not defined.", op="relu", dtypes=["bool"])
    return xp.maximum(input, 0)


relu.gradient(input=lambda ops, g, out: ops._in_steps(out, ops._where(ops.ne(out, 0), g, 0)))


@activation(name="nn.functional.silu", in_place=True, grad_fn=("SiluBackward0",))
def silu(xp: Xp, input: Array) -> Any:
    """input * sigmoid(input)."""
    power = xp.asarray(xp.exp(-floating("silu", input)))
    power += 1
    return input / power


def _silu_gradient(ops: Ops, g: Any, input: Any) -> Any:
    share = ops.sigmoid(input)
    return g * (share * (input * (1 - share) + 1))


silu.gradient(input=_silu_gradient)


@activation(
    name="nn.functional.softplus",
    grad_fn=("SoftplusBackward0",),
    cases=({"input": (2, 3)}, {"input": (2, 3), "beta": 2.0, "threshold": 1.5}),
)
def softplus(xp: Xp, input: Array, beta: Number = 1, threshold: Number = 20) -> Any:
    """log(1 + exp(beta * input)) / beta; input itself where beta * input is above threshold."""
    refuse_complex("nn.functional.softplus", input)
    scaled = floating("softplus", input) if beta == 1 else input * beta
    out = xp.log1p(xp.exp(xp.minimum(scaled, threshold)))
    out = out if beta == 1 else out / beta
    high = scaled > threshold
    return blend(xp, high, input, out) if elements(high).any() else out


def _softplus_gradient(ops: Ops, g: Any, input: Any, beta: Any, threshold: Any) -> Any:
    scaled = input if beta == 1 else input * beta
    return g * ops.maximum(ops.sigmoid(scaled), ops.to(scaled > threshold, g.dtype))


softplus.gradient(input=_softplus_gradient)


@activation(name="nn.functional.logsigmoid", grad_fn=("LogSigmoidBackward0",))
def logsigmoid(xp: Xp, input: Array) -> Any:
    """log(sigmoid(input)), without overflow."""
    refuse_complex("nn.functional.logsigmoid", input)
    return xp.minimum(floating("logsigmoid", input), 0) - xp.log1p(xp.exp(-xp.abs(input)))


logsigmoid.gradient(input=lambda ops, g, input: g * ops.sigmoid(-input))


@activation(
    name="nn.functional.leaky_relu",
    grad_fn=("LeakyReluBackward0",),
    in_place=True,
    cases=({"input": (2, 3)}, {"input": (2, 3), "negative_slope": 0.3}, {"input": [-1.0, 0.0, 2.0]}),
)
def leaky_relu(xp: Xp, input: Array, negative_slope: Number = 0.01) -> Any:
    """input where it is positive, negative_slope * input elsewhere."""
    refuse_complex("nn.functional.leaky_relu", input)
    scaled = floating("leaky_relu", input) * negative_slope
    return xp.maximum(input, scaled) if 0 < negative_slope <= 1 else blend(xp, input > 0, input, scaled)


def _leaky_relu_gradient(ops: Ops, g: Any, input: Any, negative_slope: Any) -> Any:
    if 0 <= negative_slope <= 1:
        return ops._in_steps(input, g * ops.clamp_min(ops.to(input > 0, g.dtype), negative_slope))
    return ops._in_steps(input, ops._where(input > 0, g, g * negative_slope))


leaky_relu.gradient(input=_leaky_relu_gradient)


def expm1_below(xp: Xp, input: Any, steepness: float = 1) -> Any:
    """exp(input) - 1 where no input is positive, by tanh, of which array modules have fast kernels."""
    if steepness < 0:
        return xp.expm1(input)
    half = xp.tanh(input / 2)
    return 2 * half / (1 - half)


@activation(
    name="nn.functional.elu",
    grad_fn=("EluBackward0",),
    in_place=True,
    cases=({"input": (2, 3)}, {"input": (2, 3), "alpha": 0.5}, {"input": [-1.0, 0.0, 2.0]}),
)
def elu(xp: Xp, input: Array, alpha: Number = 1.0) -> Any:
    """input where it is positive, alpha * (exp(input) - 1) elsewhere."""
    refuse_complex("nn.functional.elu", input)
    return blend(xp, floating("elu", input) <= 0, expm1_below(xp, xp.minimum(input, 0)) * alpha, input)


def _elu_gradient(ops: Ops, g: Any, input: Any, alpha: Any) -> Any:
    below = ops.exp(ops._where(input < 0, input, 0)) * alpha
    return ops._where(input <= 0, g * below, g)


elu.gradient(input=_elu_gradient)


@activation(name="nn.functional.mish", in_place=True, grad_fn=("MishBackward0",))
def mish(xp: Xp, input: Array) -> Any:
    """input * tanh(log(1 + exp(input)))."""
    refuse_complex("nn.functional.mish", floating("mish", input))
    # tanh(log(y)) is (y * y - 1) / (y * y + 1); beyond 20 it is 1 in every dtype
    power = xp.exp(xp.minimum(input, 20))
    power *= power + 2
    return input * (power / (power + 2))


def _mish_gradient(ops: Ops, g: Any, input: Any) -> Any:
    bent = ops.tanh(ops.nn.functional.softplus(input))
    return g * (bent + input * ((1 - bent * bent) * ops.sigmoid(input)))


mish.gradient(input=_mish_gradient)


@composite("elementwise", name="nn.functional.softsign", variants=("function",), cases=({"input": (2, 3)},))
def softsign(ops: Ops, input: Array) -> Any:
    """input / (1 + abs(input))."""
    if input.dtype.kind == "b":
        floating("softsign", input)
    return input / (ops.abs(input) + 1)


@composite("elementwise", name="nn.functional.tanhshrink", variants=("function",), cases=({"input": (2, 3)},))
def tanhshrink(ops: Ops, input: Array) -> Any:
    """input - tanh(input)."""
    if input.dtype.kind == "b":
        floating("tanhshrink", input)
    return input - ops.tanh(input)


def _halved(input: tuple[int, ...], dim: int = -1) -> tuple[int, ...]:
    """The shape with one dimension half as large."""
    if not input:
        raise ShapeMismatch("nn.functional.glu halves a dimension: a 0-dim tensor has none.", shapes=[[]])
    dim = dimension(dim, len(input))
    if input[dim] % 2:
        raise ShapeMismatch(
            f"nn.functional.glu halves dimension {dim} of {list(input)}: its size must be even.", shapes=[list(input)]
        )
    return (*input[:dim], input[dim] // 2, *input[dim + 1 :])


@activation(
    name="nn.functional.glu",
    grad_fn=("GluBackward0",),
    shape=_halved,
    cases=({"input": (2, 4)}, {"input": (2, 3), "dim": 0}),
)
def glu(xp: Xp, input: Array, dim: Integer = -1) -> Any:
    """The first half of input along dim times the sigmoid of the second half."""
    _halved(input.shape, dim)
    refuse_complex("nn.functional.glu", floating("glu", input))
    left, right = xp.split(input, 2, dim)
    return left * sigmoid.function(xp, right)


def _glu_gradient(ops: Ops, g: Any, input: Any, dim: int) -> Any:
    size = input.shape[dim]
    dim = dimension(dim, len(input.shape))
    left, share = ops._slice(input, dim, 0, size // 2), ops.sigmoid(ops._slice(input, dim, size // 2, size))
    scaled = g * share
    return ops.cat([scaled, scaled * (left * (1 - share))], dim)


glu.gradient(input=_glu_gradient)
