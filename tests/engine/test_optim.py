"""Operations of optimizers: their arithmetic, in place, all or nothing, and outside the graph."""

from __future__ import annotations

from typing import Any

import numpy
import pytest

import engine
from engine import Context, Tensor, dtypes, errors, registry

OPS = [op for op in registry.public() if op.family == "optimizer"]


def tensors(context: Context, op: engine.Op, shape: tuple[int, ...] = (5,), dtype: str = "float32") -> dict[str, Any]:
    """Arguments for an operation: two parameters of a shape, and all else that it may use."""
    random = numpy.random.default_rng(0)
    counted = ("state_steps", "mu_products", "mus", "etas")
    kind = dtypes.find(dtype)

    def one(name: str) -> Tensor:
        if name in counted:
            return context.tensor(numpy.array(1 if name == "state_steps" else 0.5, numpy.float32))
        low = 1.0 if name == "square_avgs" else 0.1  # more than a mean's square
        drawn = numpy.asarray(random.uniform(low, low + 0.9, shape))
        if kind.kind == "c":
            drawn = drawn + 1j * random.uniform(low, low + 0.9, shape)
        return context.tensor(drawn, dtype=dtype, requires_grad=name == "params")

    return {parameter.name: [one(parameter.name) for _ in range(2)] for parameter in op.tensors}


def options(op: engine.Op) -> dict[str, Any]:
    """Options with which an operation uses all its states."""
    wanted = {"momentum": 0.9, "amsgrad": True, "centered": True, "weight_decay": 0.1, "eps": 0.1}
    return {name: value for name, value in wanted.items() if name in {parameter.name for parameter in op.parameters}}


def contents(given: dict[str, Any]) -> dict[str, list[Any]]:
    return {name: [one.numpy().copy() for one in values] for name, values in given.items()}


def same(given: dict[str, Any], before: dict[str, list[Any]]) -> bool:
    pairs = [pair for name in given for pair in zip(given[name], before[name], strict=True)]
    return all(numpy.array_equal(one.numpy(), was) for one, was in pairs)


def test_the_names_of_pytorch_are_there() -> None:
    assert {"_fused_sgd_", "_fused_adam_", "_fused_adamw_", "_fused_adagrad_"} <= {op.name for op in OPS}


@pytest.mark.parametrize("op", OPS, ids=lambda op: op.name)
def test_all_but_gradients_is_changed_in_place(context: Context, op: engine.Op) -> None:
    given = tensors(context, op)
    before, versions = contents(given), {name: given[name][0].version for name in given}
    assert context.run(op, (), {**given, **options(op)}) is None
    for name, values in given.items():
        assert same({name: values}, before) == (name == "grads"), name
        assert values[0].version == versions[name] + (name != "grads")
    assert given["params"][0].is_leaf
    assert given["params"][0].requires_grad


@pytest.mark.parametrize("op", OPS, ids=lambda op: op.name)
def test_a_rollback_puts_everything_back(context: Context, op: engine.Op) -> None:
    given = tensors(context, op)
    before = contents(given)
    journal = context.begin()
    context.run(op, (), {**given, **options(op)})
    context.run(op, (), {**given, **options(op)})
    journal.rollback()
    after = contents(given)
    assert all(
        numpy.array_equal(one, was) for name in given for one, was in zip(after[name], before[name], strict=True)
    )
    assert given["params"][0].version == 0


@pytest.mark.parametrize("op", OPS, ids=lambda op: op.name)
def test_what_does_not_fit_changes_nothing(context: Context, op: engine.Op) -> None:
    given = tensors(context, op)
    before = contents(given)
    odd = context.tensor(numpy.ones(3, numpy.float32))
    double = context.tensor(numpy.ones(5))
    wrongs = {
        errors.ShapeMismatch: {"grads": [given["grads"][0], odd]},
        errors.DtypeMismatch: {"grads": [given["grads"][0], double]},
        errors.OpFailed: {"grads": given["grads"][:1]},
    }
    for error, wrong in wrongs.items():
        with pytest.raises(error) as caught:
            context.run(op, (), {**given, **options(op), **wrong})
        assert caught.value.facts["op"] == op.name
    assert all(
        numpy.array_equal(one.numpy(), was)
        for name in given
        for one, was in zip(given[name], before[name], strict=True)
    )


@pytest.mark.parametrize("op", OPS, ids=lambda op: op.name)
def test_every_list_that_the_options_use_must_be_there(context: Context, op: engine.Op) -> None:
    given = tensors(context, op)
    before = contents(given)
    for name in given.keys() - {"params", "grads"}:
        with pytest.raises(errors.OpFailed, match="2 params, and 0 tensors"):
            context.run(op, (), {**given, **options(op), name: []})
    assert same(given, before)


@pytest.mark.parametrize("op", OPS, ids=lambda op: op.name)
def test_large_parameters_are_changed_as_small_ones(op: engine.Op) -> None:
    results = []
    for pieces in (1, 7):
        context = Context(seed=0)
        with context.computing():
            given = tensors(context, op, (600_001,))
            arrays = {name: [one.numpy() for one in values] for name, values in given.items()}
            for part in range(pieces):
                places = slice(part * 600_001 // pieces, (part + 1) * 600_001 // pieces)
                cut = {
                    name: [context.tensor(one[places] if one.ndim else one.copy()) for one in values]
                    for name, values in arrays.items()
                }
                context.run(op, (), {**cut, **options(op)})
            results.append(arrays["params"][0])
    assert numpy.array_equal(*results)


@pytest.mark.parametrize("dtype", ["float16", "bfloat16", "complex64", "float64"])
@pytest.mark.parametrize("op", OPS, ids=lambda op: op.name)
def test_other_dtypes(context: Context, op: engine.Op, dtype: str) -> None:
    given = tensors(context, op, dtype=dtype)
    wide = "complex128" if dtype == "complex64" else "float64"
    exact = {
        name: [context.tensor(one.numpy().copy(), dtype=wide if one.shape else None) for one in values]
        for name, values in given.items()
    }
    for arguments in (given, exact):
        context.run(op, (), {**arguments, **options(op)})
    ours, theirs = given["params"][0], exact["params"][0].numpy()
    assert ours.dtype.name == dtype
    digits = {"float16": 2e-3, "bfloat16": 2e-2, "complex64": 1e-5, "float64": 1e-12}[dtype]
    assert numpy.allclose(ours.numpy().astype(wide), theirs, rtol=digits, atol=digits)


@pytest.mark.parametrize("op", OPS, ids=lambda op: op.name)
def test_elements_may_stand_in_another_order(context: Context, op: engine.Op) -> None:
    given = tensors(context, op, (4, 6))
    turned = {
        name: [
            context.tensor(one.numpy().copy().T) if one.numpy().ndim else context.tensor(one.numpy().copy())
            for one in values
        ]
        for name, values in given.items()
    }
    turned["grads"] = [context.tensor(one.numpy().T.copy()) for one in given["grads"]]
    for arguments in (given, turned):
        context.run(op, (), {**arguments, **options(op)})
    assert numpy.array_equal(given["params"][1].numpy(), turned["params"][1].numpy().T)


def test_momentum_begins_with_the_first_gradient(context: Context, leaf: Any) -> None:
    w, g, buffer = leaf([1, 2]), leaf([10, 20]), leaf([7, 7])
    step = {"params": [w], "grads": [g], "momentum_buffer_list": [buffer], "lr": 0.5, "momentum": 0.5, "dampening": 0.5}
    context.run("_fused_sgd_", (), {**step, "is_first_step": True})
    assert buffer.numpy().tolist() == [10, 20]
    assert w.numpy().tolist() == [-4, -8]
    context.run("_fused_sgd_", (), step)
    assert buffer.numpy().tolist() == [10, 20]
    assert w.numpy().tolist() == [-9, -18]
    context.run("_fused_sgd_", (), {**step, "nesterov": True, "dampening": 0, "maximize": True})
    assert buffer.numpy().tolist() == [-5, -10]
    assert w.numpy().tolist() == [-9 + 6.25, -18 + 12.5]


def test_adams_first_step_is_of_the_rate(context: Context, leaf: Any) -> None:
    for op, decay in (("_fused_adam_", 1.0), ("_fused_adamw_", 0.5)):
        w, g = leaf([1, 2]), leaf([3, -4000])
        mean, square, step = leaf([0, 0]), leaf([0, 0]), leaf(0)
        given = {"params": [w], "grads": [g], "exp_avgs": [mean], "exp_avg_sqs": [square], "max_exp_avg_sqs": []}
        decoupled = {"weight_decay": 1.0} if decay < 1 else {}
        context.run(op, (), {**given, "state_steps": [step], "lr": 0.5, **decoupled})
        assert w.numpy() == pytest.approx([decay - 0.5, 2 * decay + 0.5])
        assert step.item() == 1


def test_rprop_turns_back_where_signs_change(context: Context, leaf: Any) -> None:
    w, g, before, sizes = leaf([0, 0, 0]), leaf([2, -2, 0]), leaf([1, 1, 1]), leaf([1, 1, 1])
    given = {"params": [w], "grads": [g], "prevs": [before], "step_sizes": [sizes], "state_steps": [leaf(3)]}
    context.run("_fused_rprop_", (), given)
    assert sizes.numpy() == pytest.approx([1.2, 0.5, 1])
    assert w.numpy() == pytest.approx([-1.2, 0, 0])
    assert before.numpy().tolist() == [2, 0, 0]


def test_a_saved_value_that_was_changed_is_noticed(context: Context, leaf: Any) -> None:
    w = leaf([1, 2])
    out = context.ops.sum(w * w)
    engine.backward(context, [out], retain_graph=True)
    context.run("_fused_sgd_", (), {"params": [w], "grads": [w.grad], "lr": 0.1})
    with pytest.raises(errors.SavedValueModified):
        engine.backward(context, [out])


def test_memory_that_is_shared_and_inference_tensors_are_refused(context: Context, leaf: Any) -> None:
    g = leaf([1, 2])
    wide = context.ops.expand(context.tensor(numpy.ones(1, numpy.float32)), (2,))
    with context.mode(False, True):
        inferred = context.tensor(numpy.ones(2, numpy.float32))
    for param in (wide, inferred):
        with pytest.raises(errors.OpFailed):
            context.run("_fused_sgd_", (), {"params": [param], "grads": [g], "lr": 0.1})


def test_a_parameter_of_integers_is_refused(context: Context) -> None:
    whole = context.tensor(numpy.ones(2, numpy.int64))
    with pytest.raises(errors.DtypeMismatch, match="floating point"):
        context.run("_fused_sgd_", (), {"params": [whole], "grads": [whole], "lr": 1})


@pytest.mark.parametrize("dtype", ["float32", "float64", "bfloat16", "complex64"])
@pytest.mark.parametrize(
    "op", [op for op in OPS if any(one.name == "lr" for one in op.parameters)], ids=lambda op: op.name
)
def test_a_learning_rate_may_be_a_tensor(op: engine.Op, dtype: str) -> None:
    results = []
    for is_tensor in (False, True):
        context = Context(seed=0)
        with context.computing():
            given = tensors(context, op, dtype=dtype)
            lr = context.tensor(numpy.array(0.0137)) if is_tensor else 0.0137
            for _ in range(3):
                context.run(op, (), {**given, **options(op), "lr": lr})
        results.append(given)
    assert same(results[0], contents(results[1]))


@pytest.mark.cpu_only("takes arrays of a class of its own, derived from NumPy's")
@pytest.mark.parametrize("op", OPS, ids=lambda op: op.name)
def test_values_are_not_looked_at(context: Context, op: engine.Op) -> None:
    """What a step does is the same for all values, so that it can be recorded as calls on arrays."""
    given = tensors(context, op)
    lr = {"lr": context.tensor(numpy.array(0.1))} if any(one.name == "lr" for one in op.parameters) else {}
    for one in (*(one for values in given.values() for one in values), *lr.values()):
        one.data = one.data.view(Unread)
    context.run(op, (), {**given, **options(op), **lr})
    assert type(given["params"][0].data) is Unread


class Unread(numpy.ndarray):
    """An array whose values nobody may have as Python's, or choose by."""

    __array_priority__ = 1.0  # so that what is joined is one, too

    def _refuse(self, *args: Any) -> Any:
        raise AssertionError("values were looked at")

    __bool__ = __float__ = __int__ = __index__ = __iter__ = item = tolist = _refuse  # type: ignore[assignment]

    def __getitem__(self, key: Any) -> Any:
        found = super().__getitem__(key)
        chooses = isinstance(key, numpy.ndarray) and key.dtype.kind == "b"
        return found if isinstance(found, Unread) and not chooses else self._refuse()

    def __array_wrap__(self, array: Any, context: Any = None, return_scalar: bool = False) -> Any:
        return array.view(Unread)  # no scalars
