"""Plans that are launched as graphs: what training is made of, with its gradients, to the bit, on changing values."""

from __future__ import annotations

from typing import Any

import pytest

cupy = pytest.importorskip("cupy", reason="needs a GPU, or PYTHONPATH=tests/stand_in")

from engine import Context, EngineError, Op  # noqa: E402
from engine.cuda.capture import RUNS  # noqa: E402
from engine.lanes import Lanes  # noqa: E402
from engine.plan import Deviation, Untraceable  # noqa: E402
from tests.engine import cases  # noqa: E402
from tests.engine.test_plans import bits, leaves, program, rehearse, tensors, turned  # noqa: E402

TRAINING = {
    "matmul", "linear", "nn.functional.linear", "add", "mul", "div", "sum", "mean", "exp", "tanh", "sigmoid", "relu",
    "nn.functional.gelu", "softmax", "log_softmax", "nn.functional.cross_entropy", "nn.functional.nll_loss",
    "nn.functional.mse_loss", "nn.functional.embedding", "nn.functional.layer_norm", "nn.functional.batch_norm",
    "nn.functional.scaled_dot_product_attention", "nn.functional.conv2d", "nn.functional.max_pool2d", "dropout",
    "nn.functional.dropout", "gather", "scatter_add", "index_select", "cat", "split", "transpose", "reshape", "where",
    "clamp", "_fused_sgd_", "_fused_adam_", "_fused_adamw_", "lstm", "einsum", "bmm", "copy_", "zero_",
}  # fmt: skip
FIRST = [case for case in zip(cases.CASES, cases.NAMES, strict=True) if case[0][0].name in TRAINING and not case[0][1]]


@pytest.mark.parametrize(("op", "number"), [case for case, _ in FIRST], ids=[name for _, name in FIRST])
def test_a_captured_plan_comes_to_the_same(op: Op, number: int) -> None:
    lanes = Lanes()

    def context() -> Context:
        return Context("cuda:0", seed=0, lanes=lanes)

    values = cases.arrays(op, number)
    first = context()
    with first.computing():
        try:
            plan = rehearse(first, op, number, leaves(first, op, number, values))
        except (EngineError, Untraceable):
            pytest.skip("no plan of float32")
        plan._lowered.function._calls = 1 << 20  # as if it paid
        for count in range(RUNS + 3):
            run, stepped = context(), context()
            given = leaves(run, op, number, turned(values) if count % 2 else values)
            expected_given = leaves(stepped, op, number, turned(values) if count % 2 else values)
            fitting = plan.fit(run, list(dict.fromkeys(tensors(given))))
            assert fitting is not None
            try:
                found: Any = plan.run(run, fitting)
            except Deviation:
                continue
            expected = program(stepped, op, number, expected_given)
            assert list(map(bits, found)) == list(map(bits, expected))
            assert list(map(bits, tensors(given))) == list(map(bits, tensors(expected_given)))
    assert plan._lowered.function._graphs
