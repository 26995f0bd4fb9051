"""The questions of one backward pass, to hooks and to the owners of functions; see hooks for what a question is."""

from __future__ import annotations

import functools
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from engine.batching.level import Level
from engine.hooks import ACCUMULATED, GRADIENT, GRADIENTS, INPUTS, OUTPUTS, Answers, Gone, Hook, Question, Slot
from engine.node import Edge, Node, numbered
from engine.storage import storage
from engine.tensor import Tensor
from engine.vmap import batch, example

if TYPE_CHECKING:
    from engine.context import Context
    from engine.devices import Device

Steps = Generator[Question, Answers, None]
Found = Iterator[tuple[Edge, Any]]


class Inquiry:
    """What one pass asks, and what is made of the answers.

    Gradients are the pass's own, arrays or with `create_graph` tensors that record; questions and answers have tensors.
    """

    def __init__(
        self,
        context: Context,
        create_graph: bool,
        seeds: Sequence[tuple[Edge, Tensor]],
        leads: Callable[[Edge], bool] | None,
    ) -> None:
        self._context = context
        self._create_graph = create_graph
        self._roots = [edge for edge, _ in seeds]
        self._lent = {id(storage(seed.data)) for _, seed in seeds}  # the walk keeps the seeds alive
        self._leads = leads
        self._seen: dict[Hook, dict[tuple[int, int], Any]] = {}  # of hooks on several tensors: what came so far
        self._expected: dict[Hook, int] = {}  # and how many there will be

    def of_owner(self, node: Node, ops: Any, incoming: list[Any]) -> Generator[Question, Answers, Found]:
        """The gradients of a node that its owner computes."""
        answers = yield from self._ask(node.question(self._tensors(incoming, node))._replace(facts=self._facts(node)))
        return node.answered(ops, incoming, self._plain(answers))

    def of_tensors(self, node: Any, incoming: list[Any]) -> Steps:
        """Ask the hooks on the tensors that a node or leaf stands for, each of the gradient that came to it."""
        for hook, output in node.hooks:
            if hook.on == GRADIENT:
                question = self._question(node, hook, [incoming[output]], [Slot.of((node, output))])
                answers = yield from self._ask(question)
                _replace(incoming, self._plain(answers), output)
            elif hook.on == GRADIENTS:
                yield from self._of_several(node, hook, output, incoming[output])

    def of_node(self, node: Any, on: str, incoming: list[Any]) -> Steps:
        """Ask the hooks that see all of a node's incoming gradients."""
        slots = [Slot.of((node, output)) for output in range(len(incoming))]
        for hook, _ in node.hooks:
            if hook.on == on:
                answers = yield from self._ask(self._question(node, hook, incoming, slots))
                _replace(incoming, self._plain(answers))

    def of_inputs(self, node: Any, incoming: list[Any], found: Found) -> Generator[Question, Answers, Found]:
        """Ask the hooks that see the gradients a node made, for each of its inputs."""
        edges, places = ([], ()) if isinstance(node, Tensor) else (node.next_edges(), node.places)
        made = [None] * len(edges)
        with self._context.on(*places):
            for number, _, gradient in numbered(edges, found):
                made[number] = gradient
        slots = [edge and Slot.of(edge) for edge in edges]
        moves = bool(edges) and node.op is not None and node.op.moves
        where = [edge[0].device if moves and edge is not None else node.device for edge in edges]
        for hook, _ in node.hooks:
            if hook.on == INPUTS:
                told = [self._tensor(one, device) for one, device in zip(made, where, strict=True)]
                answers = yield from self._ask(self._question(node, hook, told, slots, incoming))
                _replace(made, self._plain(answers))
        return ((edge, gradient) for edge, gradient in zip(edges, made, strict=True) if edge is not None)

    def of_accumulated(self, leaf: Tensor) -> Steps:
        """Ask the hooks that look at `.grad` after it was added to; an answer is assigned."""
        for hook, _ in leaf.hooks:
            if hook.on == ACCUMULATED:
                question = self._question(leaf, hook, [leaf.grad], [Slot.of((leaf, 0))], [leaf])
                (answer,) = yield from self._ask(question)
                if isinstance(answer, Tensor):
                    leaf.set_grad(answer)

    def _of_several(self, node: Any, hook: Hook, output: int, gradient: Any) -> Steps:
        """Keep a gradient for a hook on several tensors, and ask it when the last one that this pass reaches came."""
        seen = self._seen.setdefault(hook, {})
        seen[node.age, output] = gradient
        if hook.first_only:
            if len(seen) == 1:
                yield from self._ask(self._question(node, hook, [gradient], [None]))
            return
        if hook not in self._expected:
            self._expected[hook] = len({place(edge) for edge in hook.edges() if self._is_reached(edge)})
        if len(seen) == self._expected[hook]:
            gradients = [seen.get(place(edge)) for edge in hook.edges()]
            yield from self._ask(self._question(node, hook, gradients, [None] * len(gradients)))

    def _is_reached(self, edge: Edge) -> bool:
        """Whether the pass comes there, at last."""
        return edge[0].age in self._ages and (self._leads is None or self._leads(edge))

    @functools.cached_property
    def _ages(self) -> set[int]:
        """The ages of the nodes and leaves behind the roots."""
        nodes = reachable(self._roots)
        ends = [edge for one in nodes for edge in one.next_edges() if edge is not None]
        return {edge[0].age for edge in (*self._roots, *ends)}

    def _ask(self, question: Question) -> Generator[Question, Answers, Answers]:
        """Ask; the grad mode and the origin are the pass's own, whatever they became until the answers came."""
        context = self._context
        level = next(filter(is_unnamed, reversed(question.levels)), None)
        if level is not None:
            return (yield from self._ask_each(question, level))
        before = context.grad_enabled, context.inference, context.origin
        answers = yield question
        context.grad_enabled, context.inference, context.origin = before
        return answers

    def _ask_each(self, question: Question, level: Level) -> Generator[Question, Answers, Answers]:
        """Ask for one example after the other, where the owner does not know that there are many."""
        answers = []
        for number in range(level.size):
            given = (question.gradients, question.saved, question.outputs)
            gradients, saved, outputs = ([example(one, level, number) for one in tensors] for tensors in given)
            of_one = question._replace(gradients=gradients, saved=saved, outputs=outputs)
            answers.append((yield from self._ask(of_one)))
        return [together(parts, level) for parts in zip(*answers, strict=True)]

    def _question(
        self,
        node: Any,
        hook: Hook,
        gradients: Sequence[Any],
        slots: Sequence[Slot | None],
        outputs: Sequence[Any] = (),
    ) -> Question:
        came, given = self._tensors(gradients, node), self._tensors(outputs, node)
        return Question(
            "hook",
            hook.title,
            hook.owner,
            node.age,
            self._create_graph,
            came,
            slots,
            outputs=given,
            clears=hook.on in (OUTPUTS, INPUTS),
            facts=self._facts(node),
        )

    def _facts(self, node: Any) -> dict[str, Any]:
        return node.told() if self._context.anomaly and isinstance(node, Node) else {}

    def _tensors(self, gradients: Sequence[Any], node: Any) -> list[Tensor | None]:
        return [self._tensor(one, node.device) for one in gradients]

    def _tensor(self, gradient: Any, device: Device) -> Tensor | None:
        if gradient is None or isinstance(gradient, Tensor):
            return gradient
        with self._context.on(device):
            return self._context.placed(self._own(gradient), device)

    def _own(self, array: Any) -> Any:
        """An array that may be changed in place without the journal's knowledge: no seed's memory."""
        return array.copy("K") if id(storage(array)) in self._lent else array

    def _plain(self, answers: Answers) -> list[Any]:
        """Answers as the pass has gradients: copies, since they may be asked about again, as tensors of their own."""
        as_is = self._create_graph
        return [one if as_is or not isinstance(one, Tensor) else self._copy(one) for one in answers]

    def _copy(self, tensor: Tensor) -> Any:
        with self._context.on(tensor.device):
            return tensor.data.copy("K")


def is_unnamed(level: Level) -> bool:
    """Whether a level is the engine's own, as that of the rows of a Jacobian is."""
    return level.name is None


def together(answers: Sequence[Any], level: Level) -> Any:
    """The answers about each example as one; where only some have none, that is zeros."""
    tensors = [answer for answer in answers if isinstance(answer, Tensor)]
    if not tensors:
        return answers[0]
    ops = tensors[0].context.ops
    parts = [answer if isinstance(answer, Tensor) else ops.zeros_like(tensors[0]) for answer in answers]
    return batch(ops.stack(parts), 0, level)


def _replace(gradients: list[Any], answers: Sequence[Any], start: int = 0) -> None:
    """Let answers that are not None take the place of gradients."""
    for place, answer in enumerate(answers, start):
        if answer is not None:
            gradients[place] = None if isinstance(answer, Gone) else answer


def place(edge: Edge) -> tuple[int, int]:
    """An edge as data: the age of its node or leaf, and the output."""
    return edge[0].age, edge[1]


def reachable(edges: Iterable[Edge]) -> list[Node]:
    """Every node that gradients come to from these edges, the oldest first."""
    found: dict[int, Node] = {}
    stack = list(edges)
    while stack:
        node, _ = stack.pop()
        if type(node) is not Tensor and node.age not in found:
            found[node.age] = node
            stack += filter(None, node.next_edges())
    return list(map(found.__getitem__, sorted(found)))
