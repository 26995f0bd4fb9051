"""Every registered operation is what its registration says, and its gradients are true."""

from __future__ import annotations

import contextlib
import functools
import re
from collections.abc import Callable, Iterator
from typing import Any

import numpy
import pytest

import engine
from engine import Context, Op, Tensor, dtypes, errors, registry
from engine.examples import example_tensor
from tests.engine import cases

STEP = 1e-6
PUBLIC = list(registry.public())

Arrays = dict[str, Any]


@pytest.fixture
def context() -> Iterator[Context]:
    context = Context(dtype="float64", seed=0)
    with context.computing():
        yield context


# What a registration must have


@pytest.mark.parametrize("op", PUBLIC, ids=lambda op: op.name)
def test_is_described(op: Op) -> None:
    assert op.summary.endswith((".", "?")), "the docstring begins with a sentence"
    assert len(op.summary) <= 140


@pytest.mark.parametrize("op", PUBLIC, ids=lambda op: op.name)
def test_has_cases(op: Op) -> None:
    assert op.cases or op.kind == "context" or op.random


def written(context: Context, op: Op, arguments: Arrays) -> set[str]:
    """Which of its tensors an operation writes to."""
    tensors = [
        (name, tensor, tensor.data.tobytes())
        for name, value in arguments.items()
        for tensor in (value if isinstance(value, list) else [value])
        if isinstance(tensor, Tensor)
    ]
    with contextlib.suppress(errors.EngineError, ValueError, TypeError, ZeroDivisionError):
        context.run(op, (), arguments)
    return {name for name, tensor, before in tensors if tensor.data.tobytes() != before}


def turned(op: Op, case: Arrays) -> Iterator[Arrays]:
    """A case, and the same with each of its other arguments turned on or off, small or large."""
    yield case
    for parameter in op.parameters:
        name, kind = parameter.name, parameter.kind
        if kind == "boolean":
            yield {**case, name: not case.get(name, parameter.default)}
        elif kind == "number" and not parameter.required:
            yield {**case, name: 0.125}


# A step of an optimizer is known to change whatever it is given.
@pytest.mark.parametrize("op", [op for op in PUBLIC if op.tensors and op.family != "optimizer"], ids=lambda op: op.name)
def test_says_what_it_overwrites(context: Context, op: Op) -> None:
    found: set[str] = set()
    for case in op.cases:
        for arguments in turned(op, dict(case)):
            given = {p.name: example_tensor(context, op, p, case[p.name]) for p in op.tensors if p.name in case}
            changed = written(context, op, {**arguments, **given})
            options = {**op.defaults, **arguments}
            assert all(options[op.overwrites[name]] not in (None, False) for name in changed & set(op.overwrites))
            found |= changed
    itself = {op.tensors[0].name} if op.name.endswith("_") or op.name in ("setitem", "set_data") else set()
    assert found - itself == set(op.overwrites)


# Gradients

CASTS = {"float", "half", "bfloat16", "cfloat"}  # what they give has too few digits for differences
NO_GRADIENT = {  # record a node, as PyTorch's, that only backward refuses
    *("floor_divide", "heaviside", "geqrf", "linalg.ldl_factor_ex", "linalg.ldl_factor", "linalg.ldl_solve"),
    *("unique", "unique_consecutive", "_unique", "_unique_consecutive", "histogram", "histogramdd", "_histogram"),
    "_bin_edges",
    "linalg.eig",  # of what depends on the phases of its vectors, as a sum of them does
}
HALF_A_GRADIENT = {"igamma", "igammac", "special.zeta"}  # none by the first input, which is a number in smooth cases


@functools.cache
def takes(op: Op, number: int, dtype: str) -> bool:
    """Whether a case runs in a dtype. Of what PyTorch refuses halves is compared in tests/oracle."""
    if dtypes.find(dtype) not in dtypes.HALVES:
        return True
    context = Context(seed=0)
    with context.computing():
        tensors = cases.leaves(context, op, number, cases.arrays(op, number), dtype)
        try:
            cases.run(context, op, tensors, cases.attributes(op, number))
        except errors.DtypeMismatch:
            return False
    return True


def scalar(context: Context, op: Op, tensors: Arrays, others: Arrays) -> tuple[Tensor | None, list[Tensor]]:
    """The results weighted and summed to one number, and the leaves that it depends on."""
    results = [
        part
        for part in cases.parts(cases.run(context, op, tensors, others))
        if part.requires_grad and op.name not in NO_GRADIENT
    ]
    leaves = [leaf for leaf in cases.flat(tensors) if leaf.requires_grad]
    total = None
    for number, result in enumerate(results):
        weights = numpy.cos(numpy.arange(result.data.size) + number + 1).reshape(result.shape) + 1.5
        if result.data.dtype.kind == "c":
            result = context.ops.real(result * (1 + 0.5j))
        weighted = context.ops.sum(result * context.tensor(weights))
        total = weighted if total is None else total + weighted
    return total, leaves


def gradients(
    context: Context, total: Tensor, leaves: list[Tensor], create_graph: bool = False, retain_graph: bool = True
) -> list[Tensor]:
    found = engine.gradients(
        context, [total], leaves, create_graph=create_graph, retain_graph=retain_graph, materialize_grads=True
    )
    return [gradient for gradient in found if gradient is not None]


def slopes(op: Op, function: Callable[[Arrays], Any], values: Arrays) -> list[numpy.ndarray[Any, Any]]:
    """The derivatives of a number with respect to each floating point array, by central differences."""
    found = []
    for name, value in values.items():
        for place, array in enumerate(value) if isinstance(value, list) else ((None, value),):
            if not isinstance(array, numpy.ndarray) or array.dtype.kind != "f" or cases.is_constant(op, name):
                continue
            slope = numpy.zeros_like(array)
            for index in numpy.ndindex(array.shape):
                ends = []
                for step in (STEP, -STEP):
                    moved = array.copy()
                    moved[index] += step
                    changed = moved if place is None else [*value[:place], moved, *value[place + 1 :]]
                    ends.append(function({**values, name: changed}))
                slope[index] = (ends[0] - ends[1]) / (2 * STEP)
            found.append(slope)
    return found


def check_gradients(context: Context, op: Op, number: int, orders: int = 2) -> int:
    """Compare first and second gradients with finite differences; returns how many orders there were."""
    others = cases.attributes(op, number)

    def value(values: Arrays) -> float:
        total, _ = scalar(context, op, cases.leaves(context, op, number, values), others)
        assert total is not None
        return float(total.item())

    def slope(values: Arrays, create_graph: bool = False) -> tuple[Tensor, list[Tensor]]:
        """The gradients, weighted and summed to one number."""
        total, leaves = scalar(context, op, cases.leaves(context, op, number, values), others)
        assert total is not None
        first = gradients(context, total, leaves, create_graph=create_graph)
        weighted = [
            context.ops.sum(one * context.tensor(numpy.sin(numpy.arange(one.data.size) + 1.0).reshape(one.shape)))
            for one in first
        ]
        summed = weighted[0]
        for one in weighted[1:]:
            summed = summed + one
        return summed, leaves

    values = cases.arrays(op, number)
    total, leaves = scalar(context, op, cases.leaves(context, op, number, values), others)
    if total is None or op.name in CASTS:
        return 0
    first = gradients(context, total, leaves)
    for found, expected in zip(first, slopes(op, value, values), strict=True):
        numpy.testing.assert_allclose(found.numpy(), expected, rtol=1e-6, atol=1e-7)
    if orders == 1:
        return 1
    summed, leaves = slope(values, create_graph=True)
    if not summed.requires_grad:
        return 1
    second = gradients(context, summed, leaves)
    expected_second = slopes(op, lambda moved: float(slope(moved)[0].item()), values)
    for found, expected in zip(second, expected_second, strict=True):
        numpy.testing.assert_allclose(found.numpy(), expected, rtol=1e-5, atol=1e-6)
    return 2


SMOOTH = [
    pytest.param(op, number, id=f"{op.name}-{number}")
    for op, number in cases.CASES
    if not any(isinstance(value, list) and not isinstance(value[0], tuple) for value in op.cases[number].values())
    or op.name in ("prod", "cumprod")
]
LITERAL_KINKS = "cases with literal data stand at kinks and special points: their gradients are compared with PyTorch's"


@pytest.mark.parametrize(("op", "number"), SMOOTH)
def test_gradients_are_true(context: Context, op: Op, number: int) -> None:
    check_gradients(context, op, number)


@pytest.mark.parametrize(("op", "number"), cases.CASES, ids=cases.NAMES)
def test_both_readings_of_a_rule_agree_to_the_bit(context: Context, op: Op, number: int) -> None:
    values, others = cases.arrays(op, number), cases.attributes(op, number)
    for dtype in ("float32", "float64", "bfloat16"):
        if not takes(op, number, dtype):
            continue
        total, leaves = scalar(context, op, cases.leaves(context, op, number, values, dtype), others)
        if total is None:
            continue
        plain = gradients(context, total, leaves)
        recorded = gradients(context, total, leaves, create_graph=True)
        for one, other, leaf in zip(plain, recorded, leaves, strict=True):
            assert one.dtype == other.dtype == leaf.dtype
            assert one.shape == other.shape == leaf.shape
            numpy.testing.assert_array_equal(one.numpy(), other.numpy(), err_msg=dtype)


MIXED = [
    pytest.param(op, number, id=f"{op.name}-{number}")
    for op, number in cases.CASES
    if op.promotion in ("promote", "numbers", "float")
    and sum(parameter.name in op.cases[number] and not parameter.plain for parameter in op.tensors) > 1
]


@pytest.mark.parametrize(("op", "number"), MIXED)
def test_gradients_of_mixed_dtypes(context: Context, op: Op, number: int) -> None:
    values, others = cases.arrays(op, number), cases.attributes(op, number)
    exact, exact_leaves = scalar(context, op, cases.leaves(context, op, number, values), others)
    tensors = cases.leaves(context, op, number, values)
    first = op.tensors[0].name
    if not isinstance(tensors[first], Tensor) or tensors[first].dtype != dtypes.float64:
        return
    tensors[first] = context.tensor(values[first], dtype="float32", requires_grad=True)
    total, leaves = scalar(context, op, tensors, others)
    if total is None or exact is None:
        return
    plain, recorded = gradients(context, total, leaves), gradients(context, total, leaves, create_graph=True)
    for one, other, leaf in zip(plain, recorded, leaves, strict=True):
        assert one.dtype == leaf.dtype
        numpy.testing.assert_array_equal(one.numpy(), other.numpy())
    for one, expected in zip(plain, gradients(context, exact, exact_leaves), strict=True):
        numpy.testing.assert_allclose(one.numpy(), expected.numpy(), rtol=1e-4, atol=1e-5)


BINARY = [
    op
    for op in PUBLIC
    if op.promotion in ("promote", "numbers", "float")
    and len(op.tensors) == 2
    and op.rules
    and op.name not in NO_GRADIENT | HALF_A_GRADIENT
]


@pytest.mark.parametrize("op", BINARY, ids=lambda op: op.name)
def test_integers_mix_with_floats(context: Context, op: Op) -> None:
    one, other = (parameter.name for parameter in op.tensors)
    for dtype in ("float32", "float64"):
        results = []
        for second in ("int64", dtype):
            tensors = {
                one: context.tensor(numpy.array([1.25, 0.5]), dtype=dtype, requires_grad=True),
                other: context.tensor(numpy.array([1, 2]), dtype=second),
            }
            total, leaves = scalar(context, op, tensors, {})
            assert total is not None
            plain, recorded = gradients(context, total, leaves), gradients(context, total, leaves, create_graph=True)
            numpy.testing.assert_array_equal(plain[0].numpy(), recorded[0].numpy())
            results.append(plain[0].numpy())
        numpy.testing.assert_array_equal(*results)


# Results


SHAPED = [pytest.param(op, number, id=f"{op.name}-{number}") for op, number in cases.CASES if op.shape is not None]


@pytest.mark.parametrize(("op", "number"), SHAPED)
def test_shape_rule_is_true(context: Context, op: Op, number: int) -> None:
    assert op.shape is not None
    values, others = cases.arrays(op, number), cases.attributes(op, number)
    tensors = cases.leaves(context, op, number, values)
    shapes = [
        [item.shape for item in value] if isinstance(value, list) else getattr(value, "shape", ())
        for value in (tensors.get(parameter.name) for parameter in op.tensors)
    ]
    found = op.shape(*shapes, **others)
    expected = [part.shape for part in cases.parts(cases.run(context, op, tensors, others))]
    # after the results may come what is needed on the way
    assert (found if isinstance(found, list) else [found])[: len(expected)] == expected


TOLERANCE = {"float32": 1e-5, "float16": 4e-3, "bfloat16": 3e-2}


@pytest.mark.parametrize(("op", "number"), cases.CASES, ids=cases.NAMES)
def test_runs_in_every_floating_dtype(context: Context, op: Op, number: int) -> None:
    values, others = cases.arrays(op, number), cases.attributes(op, number)
    exact = cases.parts(cases.run(context, op, cases.leaves(context, op, number, values), others))
    keeps_dtype = op.family != "tensor" and op.name != "float_power" and "dtype" not in others
    for dtype, tolerance in TOLERANCE.items():
        if not takes(op, number, dtype):
            continue
        tensors = cases.leaves(context, op, number, values, dtype)
        floating = any(leaf.dtype.name == dtype for leaf in cases.flat(tensors))
        found = cases.parts(cases.run(context, op, tensors, others))
        for one, expected in zip(found, exact, strict=True):
            if floating and expected.dtype == dtypes.float64 and keeps_dtype:
                assert one.dtype.name == dtype
            array = one.numpy().astype(expected.dtype)
            numpy.testing.assert_allclose(array, expected.numpy(), rtol=tolerance, atol=tolerance, err_msg=dtype)


IN_PLACE = [(op, number) for op, number in cases.CASES if op.in_place and op.kind == "xp"]


@pytest.mark.parametrize(("op", "number"), IN_PLACE, ids=[f"{op.name}-{number}" for op, number in IN_PLACE])
def test_in_place_does_the_same(context: Context, op: Op, number: int) -> None:
    values, others = cases.arrays(op, number), cases.attributes(op, number)
    first = op.tensors[0].name
    if not isinstance(values[first], numpy.ndarray):
        return
    tensors = cases.leaves(context, op, number, values)
    expected = cases.run(context, op, tensors, others)
    leaf = tensors[first]
    changed = context.ops.clone(leaf)
    fits = (op.view or expected.shape == leaf.shape) and dtypes.CATEGORY[expected.dtype] <= dtypes.CATEGORY[leaf.dtype]
    if not fits:
        with pytest.raises((errors.ShapeMismatch, errors.DtypeMismatch)):
            cases.run(context, op, {**tensors, first: changed}, others, in_place=True)
        return
    found = cases.run(context, op, {**tensors, first: changed}, others, in_place=True)
    assert found is changed
    assert found.version == 1
    numpy.testing.assert_array_equal(found.numpy(), expected.numpy().astype(leaf.dtype))
    if expected.requires_grad and op.name not in NO_GRADIENT:
        assert found.node is not None
        assert found.node.name == expected.node.name or op.view
        leaves = [leaf for leaf in cases.flat(tensors) if leaf.requires_grad]
        weights = context.tensor(numpy.cos(numpy.arange(expected.data.size)).reshape(expected.shape))
        wanted = gradients(context, context.ops.sum(expected * weights), leaves)
        for one, other in zip(gradients(context, context.ops.sum(found * weights), leaves), wanted, strict=True):
            numpy.testing.assert_array_equal(one.numpy(), other.numpy())


SEVERAL = [
    op
    for op in PUBLIC
    if op.cases
    and op.family in ("elementwise", "linear algebra")
    and op.name != "kron"  # which takes any shapes
    and sum(cases.is_shape(op.cases[0].get(parameter.name)) for parameter in op.tensors) > 1
]


@pytest.mark.parametrize("op", SEVERAL, ids=lambda op: op.name)
def test_wrong_shapes_are_refused(context: Context, op: Op) -> None:
    others = cases.attributes(op, 0)
    tensors = cases.leaves(context, op, 0, cases.arrays(op, 0))
    last = [parameter.name for parameter in op.tensors if parameter.name in tensors][-1]
    tensors[last] = context.tensor(numpy.ones((7, 5, 7)))
    with pytest.raises(errors.ShapeMismatch) as raised:
        cases.run(context, op, tensors, others)
    assert raised.value.facts["op"]
    assert [7, 5, 7] in raised.value.facts["shapes"]
    assert "[7, 5, 7]" in raised.value.detail


# The checker itself


def planted(rule: Callable[..., Any]) -> Op:
    def product(xp: Any, input: Any, other: Any) -> Any:
        """input * other."""
        return input * other

    product.__annotations__ = {"input": engine.parameters.Array, "other": engine.parameters.Array}
    op = Op(product, family="elementwise", promotion="promote", cases=({"input": (2, 3), "other": (2, 3)},))
    return op.gradient(input=rule, other=lambda ops, g, input: g * input)


def test_a_right_rule_passes(context: Context) -> None:
    assert check_gradients(context, planted(lambda ops, g, other: g * other), 0) == 2


def test_a_wrong_rule_is_caught(context: Context) -> None:
    with pytest.raises(AssertionError):
        check_gradients(context, planted(lambda ops, g, input: g * input), 0)


def test_a_wrong_second_order_is_caught(context: Context) -> None:
    with pytest.raises(AssertionError):
        check_gradients(context, planted(lambda ops, g, other: g * ops.detach(other)), 0)


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("torch.sin", "Did you mean sin?"),
        ("torch.add_", "Did you mean add_?"),
        ("torch.nn.functional.silu", "Did you mean nn.functional.silu?"),
        ("adam", "Did you mean _fused_adam_?"),
        ("cuda", "Did you mean to?"),
        ("cpu", "Did you mean to?"),
        ("torch.Tensor.cuda", "Did you mean to?"),
        ("solve", "Did you mean linalg.solve"),
        ("sinn", "Did you mean sin or "),
    ],
)
def test_an_unknown_name_brings_up_those_that_may_be_meant(name: str, meant: str) -> None:
    with pytest.raises(errors.UnknownOp, match=re.escape(meant)):
        registry.find(name)
