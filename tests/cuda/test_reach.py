"""Whatever a context of the CPU does on a GPU is on the stream of its own there, held or not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy
import pytest

cupy = pytest.importorskip("cupy", reason="needs PYTHONPATH=tests/stand_in")
if not hasattr(cupy, "_streams"):
    pytest.skip("CuPy does not tell of work on the default stream", allow_module_level=True)

import engine  # noqa: E402
from engine import devices  # noqa: E402

CUDA = devices.find("cuda:0")
Act = Callable[[engine.Context], Any]


def there(context: engine.Context, *shape: int, dtype: str = "float32", **options: Any) -> engine.Tensor:
    return context.tensor(numpy.ones(shape, dtype), device="cuda:0", **options)


def square(context: engine.Context) -> tuple[engine.Tensor, engine.Tensor]:
    x = there(context, 3, requires_grad=True)
    y = x * x
    y.retain_grad()
    return x, context.call("sum", y * y)


def learn(context: engine.Context) -> None:
    for _ in range(2):
        _, loss = square(context)
        engine.backward(context, [loss], retain_graph=True)
        engine.backward(context, [loss])
    lists = {name: [there(context, 3)] for name in ("params", "grads", "exp_avgs", "exp_avg_sqs")}
    steps = {"state_steps": [there(context)], "max_exp_avg_sqs": []}
    numbers = {"lr": 0.1, "beta1": 0.9, "beta2": 0.99, "weight_decay": 0.0, "eps": 1e-8}
    context.run("_fused_adam_", (), {**lists, **steps, **numbers, "amsgrad": False, "maximize": False})


def differentiate(context: engine.Context) -> None:
    x, loss = square(context)
    (once,) = engine.gradients(context, [loss], [x], create_graph=True)
    engine.backward(context, [once], [there(context, 3)])


def seed(context: engine.Context) -> None:
    context.manual_seed(3)
    context.manual_seed(4, None, CUDA)
    context.manual_seed(5, "g", CUDA)
    context.run("rand", (), {"size": (2,), "device": CUDA, "generator": "g"})
    context.manual_seed(6, "g")
    state = context.run("get_rng_state", (), {"generator": "g"})
    context.run("set_rng_state", (state,), {"generator": "g"})


def undo(context: engine.Context) -> None:
    x = there(context, 3)
    journal = context.begin()
    context.run("normal_", (x,))
    context.run("nn.functional.dropout", (x,))
    journal.rollback()
    assert x.numpy().tolist() == [1] * 3


def made(op: str, **attributes: Any) -> Act:
    return lambda context: context.run(op, (), {**attributes, "device": CUDA}).numpy()


ACTS: dict[str, Act] = {
    "rand": made("rand", size=(3,)),
    "randperm": made("randperm", n=5),
    "full": made("full", size=(3,), fill_value=2.0),
    "arange": made("arange", start=0, end=5),
    "eye": made("eye", n=3),
    "triu_indices": made("triu_indices", row=3, col=3),
    "like": lambda context: context.call("rand_like", there(context, 3)).numpy(),
    "new": lambda context: context.call("new_zeros", there(context, 3), (2,)).item,
    "index": lambda context: context.call("getitem", there(context, 3), ([True, False, True],)).numpy(),
    "set": lambda context: context.call("setitem", there(context, 3), 2.0, (1,)),
    "put": lambda context: context.call("setitem", there(context, 3), 2.0, ([1, 2],)),
    "truth": lambda context: bool(there(context)),
    "text": lambda context: repr(there(context, 3)),
    "data": lambda context: context.call("set_data", there(context, 3), there(context, 2)),
    "einsum": lambda context: context.call("einsum", "ij,jk->ik", [there(context, 3, 3)] * 2),
    "svd": lambda context: context.call("linalg.svd", there(context, 3, 3)),
    "lengths": lambda context: context.call(
        "nn.functional.ctc_loss", there(context, 5, 1, 3), there(context, 1, 2, dtype="int64"), [5], [2]
    ),
    "like another": lambda context: context.call("type_as", context.tensor(numpy.ones(3)), there(context, 3)).numpy(),
    "copy": lambda context: context.call("copy_", context.tensor(numpy.ones(3)), there(context, 3)),
    "learn": learn,
    "differentiate": differentiate,
    "seed": seed,
    "undo": undo,
}


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
@pytest.mark.parametrize("is_held", [True, False], ids=["held", "free"])
def test_nothing_is_on_the_default_stream(monkeypatch: pytest.MonkeyPatch, act: Act, is_held: bool) -> None:
    monkeypatch.setattr(cupy._streams, "OWN", True)
    context = engine.Context("cpu", seed=0)
    with context.computing() if is_held else context.on(context.device):
        act(context)
    assert context.lanes.of(CUDA).describe()["peak"] > 0
