"""What was saved and loaded goes on as it would have: hooks and functions, generators, checkpoints, vmap."""

from __future__ import annotations

import gc
from typing import Any

import numpy
import pytest

import engine
from engine import Context, Tensor
from engine.hooks import ACCUMULATED, GRADIENT, GRADIENTS, INPUTS, KINDS, OUTPUTS, add_hook, remove_hook
from tests.engine.saved import FORWARD, Step, Variables, alike, backward, begin, done, leaf, loaded, run, same


def asked(context: Context, variables: Variables, root: str = "z", **options: Any) -> list[Any]:
    """Walk back, with an owner who doubles all gradients; what it was asked."""
    questions = []
    walking = engine.backward_pass(context, [context.run("sum", [variables[root]])], **options)
    answers = None
    while True:
        try:
            question = next(walking) if answers is None else walking.send(answers)
        except StopIteration:
            return questions
        given = [None if one is None else one.numpy().tolist() for one in (*question.gradients, *question.saved)]
        questions.append((question.call, question.name, question.owner, question.node, given, question.slots))
        doubled = [None if one is None else context.run("mul", [one, 2.0]) for one in question.gradients]
        answers = (doubled * len(question.slots))[: len(question.slots)]


def hooked(context: Context, variables: Variables) -> None:
    FORWARD(context, variables)
    for on in KINDS:
        target = "x" if on == ACCUMULATED else "y"
        targets = [variables["x"], variables["y"], variables["y"]] if on == GRADIENTS else [variables[target]]
        node = [variables["z"].node] if on in (OUTPUTS, INPUTS) else targets
        add_hook(context, f"on {on}", on, node, owner=f"owner of {on}", title="its title")


def test_hooks_are_asked() -> None:
    _, variables = same(hooked, lambda *given: asked(*given, retain_graph=True), asked)
    assert variables["x"].grad is not None


def test_hooks_that_are_removed_and_added() -> None:
    def change(context: Context, variables: Variables) -> None:
        remove_hook(context, f"on {GRADIENT}")
        add_hook(context, "another", GRADIENT, [variables["y"]], owner="b")

    context, _ = same(hooked, change, asked)
    assert f"on {GRADIENT}" not in context.hooks.known


def test_a_hook_goes_with_the_last_of_its_tensors() -> None:
    context, variables = same(hooked)
    kept = variables.pop("y")
    del variables["z"]
    gc.collect()
    assert sorted(context.released) == [f"owner of {INPUTS}", f"owner of {OUTPUTS}"]
    del kept, variables["x"]
    gc.collect()
    assert sorted(context.released) == sorted(f"owner of {on}" for on in KINDS)
    assert not context.hooks.known


def test_a_removed_hook_is_not_released() -> None:
    context, variables = same(hooked)
    remove_hook(context, f"on {GRADIENT}")
    variables.clear()
    gc.collect()
    assert sorted(context.released) == sorted(f"owner of {on}" for on in KINDS if on != GRADIENT)


def owned(context: Context, variables: Variables) -> None:
    FORWARD(context, variables)
    variables["v"] = context.run("mul", [variables["y"], 1.0])
    values = [leaf(context, numpy.full((2, 3), 2.0), requires_grad=False), variables["v"]]
    inputs = [variables["z"], None, variables["v"]]
    with context.recording_as(False):
        context.run("mul_", [variables["v"], 2])
    variables["one"], variables["other"] = engine.function(
        context, "Own", inputs, values, owner="o", saved=[variables["z"], values[0]], dirty=[2], non_differentiable=[]
    )


def test_functions_are_asked() -> None:
    context, variables = same(
        owned,
        lambda *given: asked(*given, root="one", retain_graph=True),
        lambda *given: asked(*given, root="other", retain_graph=True),
        run("mul_", "one", "one", 2),
        lambda *given: asked(*given, root="other"),
    )
    assert context.functions is not None
    assert len(context.functions) == 1
    variables.clear()
    gc.collect()
    assert context.released == ["o"]


def test_owners_that_wait_to_be_told() -> None:
    context = Context(seed=0)
    context.released.append("a")
    other, _ = loaded(context, {})
    assert other.released == ["a"]


DRAWS: list[Step] = [
    run("rand", "r", size=(3,)),
    run("randn", "n", size=(3,)),
    run("randn", "m", size=(33,), dtype="float64"),
    run("randperm", "p", n=9),
]


@pytest.mark.parametrize("draw", DRAWS)
def test_generators_go_on(draw: Step) -> None:
    """Also from the second of a pair of normal numbers."""

    def forward(context: Context, variables: Variables) -> None:
        run("manual_seed", "none", seed=1 << 62)(context, variables)
        run("manual_seed", "none", seed=-7, generator="g")(context, variables)
        run("rand", "g", size=(3,), generator="g")(context, variables)
        run("get_rng_state", "state")(context, variables)
        draw(context, variables)
        del variables["none"]

    other, _ = same(forward, draw, run("rand", "g", size=(700,), generator="g"), draw, *DRAWS)
    assert other.seed == 1 << 62


def test_a_generator_that_nothing_was_drawn_from() -> None:
    context = Context(seed=5)
    other, _ = loaded(context, {})
    assert all("_bits" not in vars(one._generators["", "cpu"]) for one in (context, other))
    rand = run("rand", "r", size=(3,))
    variables, others = Variables(), Variables()
    rand(context, variables), rand(other, others)
    alike(context, variables, other, others)
    unseeded, _ = loaded(Context(), {})
    assert not unseeded._generators


def blocks(context: Context, variables: Variables) -> None:
    begin(context, variables)
    h, w = variables["x"], variables["w"]
    table = leaf(context, requires_grad=False)
    for name in ("a", None, "a"):
        with engine.checkpoint(context, name, continues=name is not None):
            h = context.run("nn.functional.dropout", [context.run("sin", [context.run("mul", [h, w])])], {"p": 0.4})
            noise = context.run("rand", (), {"size": (2, 3), "generator": None})
            with engine.checkpoint(context, "inner"):
                grid = context.run("arange", (), {"end": 3, "dtype": "float32"})
                gaps = context.run("empty_strided", (), {"size": (2, 3), "stride": (5, 1)})
                context.run("add_", [gaps, noise])
                h = context.run("exp", [context.run("mul", [context.run("add", [h, gaps]), grid])])
            context.run("mul_", [table, 2.0])
            h = context.run("mul", [h, context.run("tanh", [context.run("mul", [h, context.run("exp", [table])])])])
    variables["z"] = h


def more(context: Context, variables: Variables) -> None:
    with engine.checkpoint(context, "a", continues=True):
        drawn = context.run("rand_like", [variables["z"]])
        variables["z"] = context.run("sin", [context.run("mul", [variables["z"], drawn])])


def test_checkpoints_compute_again() -> None:
    same(blocks, backward("z", retain_graph=True), more, backward("z", create_graph=True), more, backward("z"))


def test_a_checkpoint_whose_beginning_is_changed() -> None:
    same(blocks, lambda _, variables: variables["w"].touch(), backward("z"))


def test_drawn_on_levels_within_a_checkpoint() -> None:
    def forward(context: Context, variables: Variables) -> None:
        begin(context, variables)
        level = context.level(2, "different")
        with engine.checkpoint(context), context.within(level):
            one = engine.batch(variables["x"], 0, level)
            noise = context.run("rand", (), {"size": (3,)})
            made = context.run("sin", [context.run("mul", [context.run("exp", [one]), noise])])
        variables["z"] = engine.unbatch(made, 0, level)

    same(forward, backward("z"))


def test_levels_of_vmap_that_are_open() -> None:
    def forward(context: Context, variables: Variables) -> None:
        begin(context, variables)
        outer, inner = context.level(2, "same", "outer"), context.level(3, name="inner")
        variables["o"] = engine.batch(variables["x"], 0, outer)
        with context.within(outer):
            variables["i"] = engine.batch(variables["o"], 0, inner)
            variables["y"] = context.run("mul", [variables["i"], variables["w"]])
            variables["base"] = context.run("clone", [variables["o"]])
            variables["view"] = context.run("select", [variables["base"]], {"dim": 0, "index": 1})

    def go_on(context: Context, variables: Variables) -> None:
        outer, inner = context.named_levels["outer"], context.named_levels["inner"]
        with context.within(outer):
            context.run("mul_", [variables["view"], 3.0])
            with context.within(inner):
                made = context.run("sin", [context.run("sum", [variables["y"]])])
            variables["loss"] = engine.unbatch(made, 0, inner)
            variables["view"] = context.run("mul", [variables["view"], 2.0])
        variables["all"] = engine.unbatch(variables["loss"], 0, outer)
        variables["seen"] = engine.unbatch(variables["view"], 0, outer)
        context.level(2, name="another")

    same(forward, go_on, backward("all", "seen"))


def test_warnings() -> None:
    context = Context(seed=0)
    context.warn_slow("sort")
    other, _ = loaded(context, {})
    assert list(other.warnings) == list(context.warnings)


def test_what_a_loaded_context_says_of_errors() -> None:
    context, variables = same(blocks)
    assert done(lambda context, _: context.run("add", [variables["x"], leaf(context, [1.0, 2.0])]), context, variables)


@pytest.mark.parametrize("seed", range(30))
def test_programs_with_checkpoints(seed: int) -> None:
    """Programs drawn at random, saved between their parts."""
    from tests.engine.test_checkpoints_random import Program

    plain, other = Program(seed, checkpoints=True), Program(seed, checkpoints=True)

    def reload() -> None:
        named: dict[str, Tensor] = {f"v{place}": one for place, one in enumerate(other.values)}
        named |= {f"l{place}": one for place, one in enumerate(other.leaves)}
        other.context, found = loaded(other.context, named)
        other.values = [found[f"v{place}"] for place in range(len(other.values))]
        other.leaves = [found[f"l{place}"] for place in range(len(other.leaves))]

    for _ in range(3):
        failures = []
        for one in (plain, other):
            with one.context.computing():
                try:
                    one.steps(0)
                except engine.EngineError as error:
                    failures.append((str(error), error.facts))
        assert len(failures) in (0, 2)
        assert failures[1:] == failures[:1]
        if failures:
            return
        assert (plain.context.tensors, plain.context.nodes) == (other.context.tensors, other.context.nodes)
        reload()
    found = []
    for one in (plain, other):
        with one.context.computing():
            roots = one.sums(one.values[-6:])
            try:
                made = engine.gradients(one.context, roots, one.leaves[:2], allow_unused=True) if roots else []
            except engine.EngineError as error:
                found.append(str(error))
                continue
            drawn = one.context.run("rand", (), {"size": (2,)})
            found.append([None if x is None else x.numpy().tobytes() for x in (*one.values, *made, drawn)])
    assert found[0] == found[1]
