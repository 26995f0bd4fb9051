"""Hooks: functions that are called in the midst of a backward pass, on tensors and on nodes of the graph.

https://docs.pytorch.org/docs/stable/notes/autograd.html#backward-hooks-execution
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence, Set
from typing import Any, Final
from weakref import ref

from gradwire.handles import RemovableHandle
from gradwire.recording.descriptions import UNKNOWN, Description
from gradwire.recording.forms import record
from gradwire.recording.handle import Handle
from gradwire.recording.owners import GONE, Answers, Gone, Owner, Question, own, retire, still, take
from gradwire.recording.recorder import Recorder

Hook = Callable[..., Any]

LONGEST: Final = 128
UNTRACKED: Final = "cannot register a hook on a tensor that doesn't require gradient"


class RemovableHook(RemovableHandle):
    """The handle of a hook that the server knows of."""

    def __init__(self, recorder: Recorder, tag: str, owner: Owner) -> None:
        super().__init__(OrderedDict())
        self._recorder = recorder
        self._tag = tag
        self._owner = owner

    def remove(self) -> None:
        """Call the hook no more. Doing it twice does no harm."""
        if self._recorder.owners.get(self._tag) is self._owner:
            record(self._recorder, '{"unhook":{"name":%s,"missing_ok":true}}', [self._tag])
            retire(self._recorder, self._tag)

    def __deepcopy__(self, memo: dict[int, Any]) -> RemovableHook:
        """In a fork of the session the handle of the hook there; else it is the same hook, of which there is one."""
        return RemovableHook(memo.get(id(self._recorder), self._recorder), self._tag, self._owner)


def on_gradient(tensor: Handle, hook: Hook) -> RemovableHandle:
    """Call `hook(grad)` when a gradient of the tensor has been computed; what it returns takes the gradient's place."""
    if tensor._r.waits and not tensor.describe().requires_grad:
        raise RuntimeError(UNTRACKED)
    known, description = ref(tensor), tensor._d

    def answer(recorder: Recorder, question: Question) -> Answers:
        like = description
        if like.is_leaf:  # it may have other data by now
            leaf = still(recorder, known)
            like = UNKNOWN if leaf is None else leaf._d
        return [_checked(hook(_taken(recorder, question, question.gradients[0], like)))]

    return _register(hook, [tensor], '"tensor":"%s"', answer, tensor._r)


def on_accumulated(tensor: Handle, hook: Hook) -> RemovableHandle:
    """Call `hook(leaf)` after the leaf's `.grad` was added to."""
    if tensor._r.waits and not tensor.describe().requires_grad:
        raise RuntimeError(UNTRACKED)
    if tensor._r.waits and not tensor.describe().is_leaf:
        raise RuntimeError("post accumulate grad hooks cannot be registered on non-leaf tensors")
    known, description = ref(tensor), tensor._d

    def answer(recorder: Recorder, question: Question) -> Answers:
        leaf = still(recorder, known)
        if leaf is None:
            leaf = take(recorder, str(question.outputs[0]), description)
        if hook(leaf) is not None:
            raise RuntimeError("Tensor post accumulate grad hooks should return None.")
        return [None]

    return _register(hook, [tensor], '"on":"accumulated","tensor":"%s"', answer, tensor._r)


def on_gradients(tensors: Sequence[Handle], hook: Hook, mode: str) -> RemovableHandle:
    """Call `hook(grads)` when the gradients of all tensors that a pass reaches came, or `hook(grad)` at the first."""
    if any(not tensor.describe().requires_grad for tensor in tensors if tensor._r.waits):
        raise RuntimeError(UNTRACKED)

    def answer(recorder: Recorder, question: Question) -> Answers:
        came = [_taken(recorder, question, name, UNKNOWN) for name in question.gradients]
        hook(came if mode == "all" else came[0])
        return [None] * len(came)

    slots = ",".join(['"%s"'] * len(tensors))
    first_only = ',"first_only":true' if mode == "any" else ""
    return _register(hook, tensors, f'"tensors":[{slots}]{first_only}', answer, tensors[0]._r)


def on_outputs(tensor: Handle, node: str, hook: Hook) -> RemovableHandle:
    """Call `hook(grad_outputs)` before the node of that id computes; a tuple that it returns takes their place.

    The node is one that is reached from the tensor.
    """
    leaves = tensor._l

    def answer(recorder: Recorder, question: Question) -> Answers:
        came = tuple([_taken(recorder, question, name, UNKNOWN) for name in question.gradients])
        return _tuple(recorder, leaves, hook(came), came)

    return _register(hook, [node], '"on":"outputs","node":%s', answer, tensor._r)


def on_inputs(tensor: Handle, node: str, hook: Hook) -> RemovableHandle:
    """Call `hook(grad_inputs, grad_outputs)` after the node of that id computed; a tuple that it returns takes the
    place of grad_inputs.

    The node is one that is reached from the tensor.
    """
    leaves = tensor._l

    def answer(recorder: Recorder, question: Question) -> Answers:
        made, came = (
            tuple([_taken(recorder, question, name, UNKNOWN) for name in names])
            for names in (question.gradients, question.outputs)
        )
        return _tuple(recorder, leaves, hook(made, came), made)

    return _register(hook, [node], '"on":"inputs","node":%s', answer, tensor._r)


def _register(
    hook: Hook, arguments: Sequence[Handle | str], target: str, owner: Owner, recorder: Recorder
) -> RemovableHandle:
    tag = own(recorder, owner)
    name = str(getattr(hook, "__name__", ""))
    title = name if name.isascii() and name.isidentifier() and len(name) <= LONGEST else "hook"
    text = f'{{"hook":{{"name":%s,"tag":%s,"title":"{title}","return":[],{target}}}}}'
    record(recorder, text, [tag, tag, *arguments])
    if recorder.waits and not isinstance(arguments[0], Handle):
        recorder.line.send()  # as long as the node is there
    return RemovableHook(recorder, tag, owner)


def _taken(recorder: Recorder, question: Question, name: str | None, like: Description) -> Handle | None:
    """A gradient that came, which is like this description."""
    if name is None:
        return None
    plain = like is not UNKNOWN and not question.create_graph
    return take(recorder, name, recorder.descriptions.without_grad(like) if plain else UNKNOWN)


def _checked(result: Any) -> Handle | None:
    if result is not None and not isinstance(result, Handle):
        raise TypeError(f"expected Variable, but hook returned '{type(result).__name__}'")
    return result


def _tuple(recorder: Recorder, leaves: Set[int], result: Any, came: Sequence[Handle | None]) -> Answers:
    """What a hook on a node returned, one entry for each gradient that came; None takes its place, too."""
    size = len(came)
    if result is None:
        return [None] * size
    if not isinstance(result, tuple):
        raise TypeError(f"expected tuple, but hook returned '{type(result).__name__}'")
    if len(result) != size:
        raise RuntimeError(f"hook has returned an incorrect number of values (got {len(result)}, but expected {size})")
    answers: list[Handle | Gone | None] = [_checked(one) for one in result]
    for place, gradient in enumerate(came):
        if answers[place] is None and gradient is not None:
            answers[place] = GONE
            recorder.ledger.withheld |= leaves
    return answers
