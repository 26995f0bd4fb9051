"""Views share their storage with what they view, and in-place changes through them are differentiated."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy
import pytest

from engine import Context, Tensor, backward, errors, gradients

Leaf = Callable[[Any], Tensor]

VIEWS: dict[str, tuple[str, dict[str, Any]]] = {
    "view": ("view", {"size": (4, 3)}),
    "reshape": ("reshape", {"shape": (2, -1)}),
    "flatten": ("flatten", {}),
    "unflatten": ("unflatten", {"dim": 1, "sizes": (2, 2)}),
    "transpose": ("transpose", {"dim0": 0, "dim1": 1}),
    "permute": ("permute", {"dims": (1, 0)}),
    "T": ("T", {}),
    "mT": ("mT", {}),
    "t": ("t", {}),
    "movedim": ("movedim", {"source": 0, "destination": 1}),
    "unsqueeze": ("unsqueeze", {"dim": 1}),
    "squeeze": ("squeeze", {}),
    "select": ("select", {"dim": 1, "index": -1}),
    "narrow": ("narrow", {"dim": 1, "start": 1, "length": 2}),
    "diagonal": ("diagonal", {"offset": 1}),
    "detach": ("detach", {}),
    "data": ("data", {}),
    "getitem": ("getitem", {"index": (slice(None, None, 2), None, 1)}),
}


@pytest.mark.parametrize(("op", "attributes"), VIEWS.values(), ids=VIEWS)
def test_a_view_shares_storage_both_ways(context: Context, op: str, attributes: dict[str, Any]) -> None:
    base = context.tensor(numpy.zeros((3, 4), numpy.float32))
    view = context.run(op, [base], attributes)
    context.run("fill_", [view], {"value": 1.0})
    assert base.numpy().sum() == view.numpy().size
    context.run("fill_", [base], {"value": 2.0})
    assert (view.numpy() == 2).all()


@pytest.mark.parametrize(
    ("op", "attributes"),
    [
        ("split", {"split_size_or_sections": 2}),
        ("split", {"split_size_or_sections": (1, 2)}),
        ("chunk", {"chunks": 2, "dim": 1}),
        ("tensor_split", {"indices_or_sections": 3, "dim": 1}),
        ("unbind", {"dim": 1}),
    ],
)
def test_parts_share_storage(context: Context, op: str, attributes: dict[str, Any]) -> None:
    base = context.tensor(numpy.zeros((3, 4), numpy.float32))
    parts = context.run(op, [base], attributes)
    for number, part in enumerate(parts):
        context.run("fill_", [part], {"value": float(number + 1)})
    assert (base.numpy() != 0).all()
    assert len(numpy.unique(base.numpy())) == len(parts)


@pytest.mark.parametrize("op", ["clone", "flip", "contiguous", "reshape"])
def test_copies_do_not_share(context: Context, op: str) -> None:
    base = context.tensor(numpy.zeros((3, 4), numpy.float32))
    attributes = {"flip": {"dims": (0,)}, "reshape": {"shape": (12,)}}.get(op, {})
    copy = context.run(op, [context.run("t", [base])], attributes)
    context.run("fill_", [copy], {"value": 1.0})
    assert not base.numpy().any()


@pytest.mark.parametrize(("op", "attributes"), [view for name, view in VIEWS.items() if name not in ("detach", "data")])
def test_gradient_through_an_in_place_change_of_a_view(
    context: Context, leaf: Leaf, op: str, attributes: dict[str, Any]
) -> None:
    start = numpy.linspace(1, 2, 12).reshape(3, 4)
    x = leaf(start)
    y = context.run("mul", [x, 1.0])
    view = context.run(op, [y], attributes)
    context.run("exp_", [view])
    backward(context, [context.run("sum", [context.run("mul", [y, 3.0])])])
    mask = context.run(op, [context.tensor(numpy.arange(12, dtype=numpy.float32).reshape(3, 4))], attributes)
    expected = numpy.full(12, 3.0)
    chosen = mask.numpy().astype(int).reshape(-1)
    expected[chosen] = 3 * numpy.exp(start.reshape(-1)[chosen])
    assert x.grad is not None
    numpy.testing.assert_allclose(x.grad.numpy().reshape(-1), expected, rtol=1e-6)


def test_a_part_changed_in_place_shows_in_the_others_gradients(context: Context, leaf: Leaf) -> None:
    x = leaf([1.0, 2.0, 3.0, 4.0])
    y = context.run("mul", [x, 2.0])
    first, second = context.run("reshape", [y], {"shape": (2, 2)}), context.run("select", [y], {"dim": 0, "index": 3})
    context.run("mul_", [second, 10.0])
    assert first.node is not None
    backward(context, [context.run("sum", [first])])
    assert x.grad is not None
    numpy.testing.assert_allclose(x.grad.numpy(), [2, 2, 2, 20])


def test_a_part_that_is_not_used_gets_zeros(context: Context, leaf: Leaf) -> None:
    x = leaf([1.0, 2.0, 3.0])
    first, second = context.run("split", [x], {"split_size_or_sections": (1, 2)})
    backward(context, [context.run("sum", [second])])
    assert x.grad is not None
    numpy.testing.assert_allclose(x.grad.numpy(), [0, 1, 1])
    assert first.numpy() == 1


def test_view_refuses_what_reshape_copies(context: Context) -> None:
    transposed = context.run("t", [context.run("zeros", (), {"size": (2, 3)})])
    with pytest.raises(errors.OpFailed, match="reshape"):
        context.run("view", [transposed], {"size": (6,)})
    assert context.run("reshape", [transposed], {"shape": (6,)}).shape == (6,)


def test_expanded_elements_cannot_be_written_but_parts_of_them_can(context: Context) -> None:
    expanded = context.run("expand", [context.run("zeros", (), {"size": 3})], {"size": (2, 3)})
    with pytest.raises(errors.OpFailed, match="clone"):
        context.run("add_", [expanded, 1.0])
    context.run("fill_", [context.run("select", [expanded], {"dim": 0, "index": 0})], {"value": 1.0})
    assert expanded.numpy().tolist() == [[1, 1, 1], [1, 1, 1]]
    context.run("fill_", [expanded], {"value": 2.0})  # which is no matter of how often
    assert expanded.numpy().tolist() == [[2, 2, 2], [2, 2, 2]]


@pytest.mark.parametrize(
    ("op", "attributes", "error"),
    [
        ("view", {"size": (5,)}, errors.ShapeMismatch),
        ("expand", {"size": (2, 3, 3)}, errors.ShapeMismatch),
        ("select", {"dim": 0, "index": 3}, errors.IndexOutOfRange),
        ("transpose", {"dim0": 0, "dim1": 2}, errors.IndexOutOfRange),
        ("permute", {"dims": (0, 0)}, errors.OpFailed),
        ("split", {"split_size_or_sections": (1, 1)}, errors.OpFailed),
        ("narrow", {"dim": 0, "start": 2, "length": 2}, errors.OpFailed),
        ("squeeze", {"dim": 2}, errors.IndexOutOfRange),
    ],
)
def test_errors_name_the_operation(
    context: Context, op: str, attributes: dict[str, Any], error: type[Exception]
) -> None:
    with pytest.raises(error) as raised:
        context.run(op, [context.run("zeros", (), {"size": (3, 4)})], attributes)
    assert str(raised.value)


def test_a_repeat_too_large_is_refused_before_memory_is_asked_for(context: Context) -> None:
    x = context.run("zeros", (), {"size": (1000, 1000)})
    for op, attributes in (
        ("repeat", {"repeats": (10**6, 10**6)}),
        ("diag_embed", {"offset": 10**9}),
        ("repeat_interleave", {"repeats": 10**12}),
    ):
        with pytest.raises(errors.LimitExceeded):
            context.run(op, [x], attributes)
    with pytest.raises(errors.LimitExceeded):  # though it takes no memory: what reads it would take hours
        context.run("expand", [context.run("zeros", (), {"size": 1})], {"size": (10**13,)})


def test_second_derivatives_through_views(context: Context, leaf: Leaf) -> None:
    x = leaf(numpy.linspace(1, 2, 6).reshape(2, 3))
    parts = context.run("unbind", [context.run("t", [x])])
    y = context.run("cat", [[context.run("mul", [part, part]) for part in parts]])
    cube = context.run("sum", [context.run("mul", [y, context.run("flatten", [context.run("t", [x])])])])
    (first,) = gradients(context, [cube], [x], create_graph=True)
    assert first is not None
    (second,) = gradients(context, [context.run("sum", [first])], [x])
    assert second is not None
    numpy.testing.assert_allclose(second.numpy(), 6 * x.numpy(), rtol=1e-6)


def test_bits_are_seen_as_another_dtype(context: Context, leaf: Leaf) -> None:
    x = context.tensor(numpy.array([1.0, -2.0], numpy.float32))
    bits = context.run("view_dtype", [x], {"dtype": "int32"})
    context.run("fill_", [context.run("select", [bits], {"dim": 0, "index": 0})], {"value": 0})
    assert x.numpy().tolist() == [0.0, -2.0]
    assert context.run("view_dtype", [x], {"dtype": "uint8"}).shape == (8,)
    assert not context.run("view_dtype", [leaf([1.0])], {"dtype": "float32"}).requires_grad
    whole = context.tensor(numpy.ones(4, numpy.float32))
    middle = context.run("narrow", [whole], {"dim": 0, "start": 1, "length": 2})
    for odd in (context.tensor(numpy.ones(3, numpy.float32)), context.tensor(numpy.float32(1)), middle):
        with pytest.raises(errors.OpFailed):
            context.run("view_dtype", [odd], {"dtype": "float64"})
