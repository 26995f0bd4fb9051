"""The graph as objects of Python: few for each op, and none that waits for the garbage collector."""

import gc

import pytest

import engine

OPS = 1000


def chain(x):
    """Ops that save nothing but a number."""
    for _ in range(OPS // 2):
        x = x * 1.5 + 0.5
    return x


def wide(x):
    """Half of the ops are on the same tensor."""
    total = x
    for _ in range(OPS // 2):
        total = total + x * 1.5
    return total


def saving(x):
    """Ops that save their result."""
    for _ in range(OPS):
        x = x.context.ops.tanh(x)
    return x


@pytest.fixture
def collected():
    """A gauge of the objects that the collector goes through; those that hold no others were left out."""

    def count():
        for _ in range(3):  # nested tuples are left out from the inside to the outside
            gc.collect()
        return len(gc.get_objects())

    return count


@pytest.mark.parametrize(
    ("graph", "objects"),
    [
        (chain, 3),
        (wide, 3.5),
        pytest.param(saving, 6, marks=pytest.mark.cpu_only("CuPy's arrays are objects of the collector's")),
    ],
)
def test_an_op_is_few_objects_to_the_garbage_collector(leaf, collected, graph, objects):
    x = leaf([1, 2])
    graph(x)  # what is made once for all
    before = collected()
    y = graph(x)
    made = collected() - before
    assert made <= objects * OPS + 20
    assert y.node is not None


@pytest.mark.parametrize("graph", [chain, wide, saving])
def test_a_node_has_no_dictionary(leaf, graph):
    node = graph(leaf([1, 2])).node
    assert node is not None
    assert not hasattr(node, "__dict__")


@pytest.mark.parametrize("graph", [chain, wide, saving])
def test_dropped_graphs_leave_the_garbage_collector_nothing(context, leaf, graph):
    x = leaf([1, 2])
    gc.disable()
    try:
        gc.collect()
        y = graph(x)
        engine.backward(context, [context.ops.sum(y)])
        del y
        assert gc.collect() == 0
    finally:
        gc.enable()
