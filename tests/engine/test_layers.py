"""What layers of neural networks keep beside their result: running statistics, and tables that are shortened."""

from __future__ import annotations

from collections.abc import Iterator

import numpy
import pytest

from engine import Context, errors, gradients
from engine.ops.elementwise.blending import blend

INPUT = numpy.arange(12.0).reshape(3, 2, 2)


@pytest.fixture
def context() -> Iterator[Context]:
    context = Context(dtype="float64", seed=0)
    with context.computing():
        yield context


def test_batch_norm_moves_its_running_statistics(context: Context) -> None:
    mean, variance = context.tensor(numpy.zeros(2)), context.tensor(numpy.ones(2))
    context.call("nn.functional.batch_norm", context.tensor(INPUT), mean, variance, training=True, momentum=0.25)
    channels = INPUT.swapaxes(0, 1).reshape(2, -1)
    numpy.testing.assert_allclose(mean.numpy(), 0.25 * channels.mean(1))
    numpy.testing.assert_allclose(variance.numpy(), 0.75 + 0.25 * channels.var(1, ddof=1))
    assert mean.version == variance.version == 0, "a graph before it must still be walked, as in PyTorch"


def test_batch_norm_uses_its_running_statistics(context: Context) -> None:
    mean, variance = context.tensor(numpy.array([1.0, 2.0])), context.tensor(numpy.array([4.0, 9.0]))
    found = context.call("nn.functional.batch_norm", context.tensor(INPUT), mean, variance, eps=0.0)
    expected = (INPUT - numpy.array([1.0, 2.0])[:, None]) / numpy.array([2.0, 3.0])[:, None]
    numpy.testing.assert_allclose(found.numpy(), expected)
    numpy.testing.assert_array_equal(mean.numpy(), [1, 2])


def test_running_statistics_are_put_back(context: Context) -> None:
    mean, variance = context.tensor(numpy.zeros(2)), context.tensor(numpy.ones(2))
    for statistic in (mean, variance):
        context.number(statistic)
    journal = context.begin()
    context.call("nn.functional.batch_norm", context.tensor(INPUT), mean, variance, training=True)
    assert mean.numpy().any()
    journal.rollback()
    assert not mean.numpy().any()
    numpy.testing.assert_array_equal(variance.numpy(), [1, 1])


def test_running_statistics_have_no_gradient(context: Context) -> None:
    mean, variance = context.tensor(numpy.zeros(2), requires_grad=True), context.tensor(numpy.ones(2))
    with pytest.raises(errors.OpFailed):
        context.call("nn.functional.batch_norm", context.tensor(INPUT), mean, variance)


def test_instance_norm_keeps_the_mean_of_all_samples(context: Context) -> None:
    mean, variance = context.tensor(numpy.zeros(2)), context.tensor(numpy.ones(2))
    context.call("nn.functional.instance_norm", context.tensor(INPUT), mean, variance, momentum=0.5)
    numpy.testing.assert_allclose(mean.numpy(), 0.5 * INPUT.mean((0, 2)))
    assert mean.version == 1


def test_an_embedding_is_shortened_in_place(context: Context) -> None:
    table = context.tensor(numpy.array([[3.0, 4.0], [6.0, 8.0], [0.3, 0.4]]), requires_grad=True)
    index = context.tensor(numpy.array([1, 2]))
    found = context.call("nn.functional.embedding", index, table, max_norm=5.0)
    numpy.testing.assert_allclose(table.numpy(), [[3, 4], [3, 4], [0.3, 0.4]], rtol=1e-6)
    assert table.version == 1
    (slope,) = gradients(context, [context.ops.sum(found)], [table])
    numpy.testing.assert_array_equal(slope.numpy(), [[0, 0], [1, 1], [1, 1]])


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_large_arrays_blend_to_the_bit(dtype: str) -> None:
    random = numpy.random.default_rng(0)
    one, other = random.normal(size=(2, 200, 100)).astype(dtype)
    one[0, :3] = other[1, :3] = numpy.nan, numpy.inf, -0.0
    condition = random.uniform(size=(200, 100)) < 0.5
    for pair in ((one, other), (one, 0), (0, other), (2.5, other), (one, other[:1]), (one.dtype.type(3), other)):
        found = blend(numpy, condition, *pair)
        expected = numpy.where(condition, *pair)
        assert found.dtype == expected.dtype
        assert found.tobytes() == expected.tobytes()


@pytest.mark.parametrize("kind", ["rnn_tanh", "rnn_relu", "gru", "lstm"])
def test_a_recurrent_layer_is_its_cell_step_by_step(context: Context, kind: str) -> None:
    gates = {"gru": 3, "lstm": 4}.get(kind, 1)
    random = numpy.random.default_rng(0)
    sizes = ((2 * gates, 3), (2 * gates, 2), (2 * gates,), (2 * gates,))
    params = [context.tensor(random.standard_normal(size), requires_grad=True) for size in sizes]
    input, first = context.tensor(random.standard_normal((4, 2, 3))), context.tensor(random.standard_normal((1, 2, 2)))
    options = {"has_biases": True, "num_layers": 1, "dropout": 0.0, "train": False, "bidirectional": False}
    out, *_ = context.call(kind, input, [first] * 2 if kind == "lstm" else first, params, **options, batch_first=False)

    h = c = context.call("select", first, dim=0, index=0)
    steps = []
    for now in context.call("unbind", input):
        if kind == "lstm":
            h, c = context.call("lstm_cell", now, [h, c], *params)
        else:
            h = context.call(f"{kind}_cell", now, h, *params)
        steps.append(h)
    stepped = context.call("stack", steps)

    numpy.testing.assert_allclose(out.numpy(), stepped.numpy())
    seed = context.tensor(random.standard_normal((4, 2, 2)))
    along, step_by_step = (gradients(context, [one], params, [seed]) for one in (out, stepped))
    for one, other in zip(along, step_by_step, strict=True):
        numpy.testing.assert_allclose(one.numpy(), other.numpy())


@pytest.mark.parametrize("kind", ["rnn_tanh", "rnn_relu", "gru", "lstm"])
@pytest.mark.parametrize(
    ("input", "state", "batch_first", "weight_hh"),
    [
        ((4, 2, 3), (1, 1, 2), False, (2, 2)),
        ((4, 1, 3), (1, 2, 2), False, (2, 2)),
        ((4, 2, 3), (1, 2, 2), True, (2, 2)),
        ((2, 0, 3), (1, 2, 2), True, (2, 2)),
        ((4, 2, 3), (1, 2, 3), False, (2, 2)),
        ((4, 2, 3), (1, 2, 2), False, (1, 2)),
        ((2, 3), (1, 2, 2), False, (2, 2)),
    ],
)
def test_a_recurrent_layer_refuses_what_does_not_fit(
    context: Context,
    kind: str,
    input: tuple[int, ...],
    state: tuple[int, ...],
    batch_first: bool,
    weight_hh: tuple[int, int],
) -> None:
    gates = {"gru": 3, "lstm": 4}.get(kind, 1)
    sizes = ((2 * gates, 3), (weight_hh[0] * gates, weight_hh[1]), (2 * gates,), (2 * gates,))
    params = [context.tensor(numpy.ones(size)) for size in sizes]
    first = context.tensor(numpy.ones(state))
    options = {"has_biases": True, "num_layers": 1, "dropout": 0.0, "train": False, "bidirectional": False}
    with pytest.raises(errors.ShapeMismatch, match=kind):
        context.call(
            kind,
            context.tensor(numpy.ones(input)),
            [first] * 2 if kind == "lstm" else first,
            params,
            **options,
            batch_first=batch_first,
        )
