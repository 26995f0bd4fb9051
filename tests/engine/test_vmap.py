"""vmap: every operation's cases for several examples at once, which give what one example after the other gives."""

from __future__ import annotations

import numpy
import pytest

from engine import Context, EngineError, Op
from engine.errors import OpFailed
from tests.engine import cases
from tests.engine.mapped import Examples, arrays, assert_same

REFUSED = {  # operations, or cases of them: the shape depends on the values, or they read a storage, or draw numbers
    "argwhere", "masked_select", "nonzero", "_nonzero", "unique", "_unique", "unique_consecutive",
    "_unique_consecutive", "nn.functional.one_hot-0", "bincount-0", "as_strided", "_as_strided", "_as_strided_copy",
    "as_strided_copy", "as_strided_scatter", "_as_strided_scatter", "svd_lowrank", "pca_lowrank",
    "_packed", "_padded", "_reversed_rows", "_pack_padded_sequence", "_pad_packed_sequence", "_packed_rnn",
}  # fmt: skip
LOOPED = {  # cases that are computed for one example after the other, forwards or backwards, and say so
    "_masked_put-0", "masked_scatter-0", "masked_scatter-1", "masked_scatter-2", "nn.functional.embedding_bag-1",
    "nonzero_static-0", "histc-0", "histogram-0", "histogramdd-0", "_bin_edges-0", "_embedding_renorm-0",
}  # fmt: skip

MAPPED = [(op, number, False) for op, number in cases.CASES]
MAPPED += [
    (op, number, True)
    for op, number in cases.CASES
    if any(one.dtype.kind != "f" for value in cases.arrays(op, number).values() for one in arrays(value))
]
NAMES = [f"{op.name}-{number}{'-turned' * turned}" for op, number, turned in MAPPED]


@pytest.mark.parametrize(("op", "number", "turned"), MAPPED, ids=NAMES)
def test_all_examples_at_once_are_as_one_after_the_other(op: Op, number: int, turned: bool) -> None:
    examples = Examples(op, number, (3,), turned)
    if not examples.names:
        pytest.skip("no tensor among the arguments")
    warnings: set[str] = set()
    for names in [
        examples.names,
        *([name] for name in examples.names[: len(examples.names) * (len(examples.names) > 1)]),
    ]:
        mapped = dict.fromkeys(names, (0,))
        try:
            alone = examples.one_by_one(mapped)
        except EngineError:
            continue  # random neighbours of a case need not be one: distances from 0 to itself, say
        differs = any(len({numpy.shape(part) for part in parts}) > 1 for parts in zip(*alone, strict=True))
        refused = not REFUSED.isdisjoint({op.name, f"{op.name}-{number}"})
        if refused and names != examples.names:
            continue  # a shared mask chooses the same elements in every example
        if refused or differs:
            with pytest.raises(OpFailed):
                examples.all_at_once(mapped)
            continue
        for create_graph in (False, True):
            context = Context(dtype="float64", seed=0)
            together = examples.all_at_once(mapped, create_graph, context)
            warnings |= context.warnings.keys()
            assert len(together) == len(alone[0])
            for part, found in enumerate(together):
                assert_same(found, [example[part] for example in alone])
    assert bool(warnings) == (f"{op.name}-{number}" in LOOPED), warnings
