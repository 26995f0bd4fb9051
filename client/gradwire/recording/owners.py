"""Owners: who is asked, in the midst of a backward pass, about the functions and hooks that live here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final, NamedTuple
from weakref import ref

from gradwire.recording.descriptions import Description
from gradwire.recording.forms import record
from gradwire.recording.handle import Handle
from gradwire.recording.learning import settle
from gradwire.recording.modes import grad_mode, set_grad_mode
from gradwire.recording.recorder import Recorder


class Gone:
    """A hook's answer in whose place there is no gradient from now on; None leaves the one that came as it is."""


GONE: Final = Gone()
Answers = Sequence[Handle | Gone | None]


class StoppedError(RuntimeError):
    """An owner raised StopIteration, which neither a conversation nor a coroutine can pass on as it is."""

    def __init__(self, stop: StopIteration) -> None:
        super().__init__("a function or hook raised StopIteration")
        self.stop = stop


class Question(NamedTuple):
    """What a suspended pass asks: names on the server, valid until it is answered, of what came and what was saved."""

    id: str
    tag: str
    gradients: list[str | None]
    outputs: list[str | None]
    saved: list[str]
    create_graph: bool
    pointer: str
    facts: dict[str, Any]
    """In anomaly mode, what is known of the node: its `grad_fn` and `origin`."""

    @classmethod
    def read(cls, suspended: dict[str, Any]) -> Question:
        """The question that the server's answer holds."""
        return cls(
            suspended["id"],
            suspended.get("tag", suspended["name"]),
            suspended["gradients"],
            suspended.get("outputs", []),
            suspended.get("saved", []),
            suspended.get("create_graph", False),
            suspended.get("pointer", ""),
            {key: suspended[key] for key in ("grad_fn", "origin") if key in suspended},
        )


Owner = Callable[[Recorder, Question], Answers]

FORGOTTEN: Final = "a pass reached a function or hook of this session that is not known here: was it made elsewhere?"


def own(recorder: Recorder, owner: Owner) -> str:
    """Let the owner be asked under a tag, which is returned: a free one, so that equal steps are equal bytes."""
    if not recorder.free_tags:
        recorder.free_tags.append(f"o{recorder.tags}")
        recorder.tags += 1
    tag = recorder.free_tags.pop()
    recorder.owners[tag] = owner
    return tag


def disown(recorder: Recorder, tag: str) -> None:
    """Forget an owner whose part of the graph is gone."""
    if recorder.owners.pop(tag, None) is not None:
        recorder.free_tags.append(tag)


def retire(recorder: Recorder, tag: str) -> None:
    """Forget an owner that a recorded step removes: its tag is free when that was carried out and no pass is under
    way, and no answer that tells it gone can mean another."""
    recorder.retired[tag] = recorder.owners.pop(tag)


def ask(recorder: Recorder, question: Question) -> Answers:
    """The answers of the owner, asked in the grad mode of the pass."""
    owner = recorder.owners.get(question.tag) or recorder.retired.get(question.tag)
    if owner is None:
        raise RuntimeError(FORGOTTEN)
    before = grad_mode()
    try:
        set_grad_mode(recorder.base)
        answers = owner(recorder, question)
    except StopIteration as stop:
        raise StoppedError(stop) from stop
    finally:
        set_grad_mode(before)
    return answers


def still(recorder: Recorder, known: ref[Handle]) -> Handle | None:
    """A tensor that an owner knew, if it is still in use; in a fork of the session what it is there."""
    tensor = known()
    return tensor if tensor is None or tensor._r is recorder else recorder.twins.get(tensor._n)


def take(recorder: Recorder, name: str, description: Description) -> Handle:
    """A tensor that a suspended pass calls by this name; it outlives the question."""
    number = record(recorder, f'{{"bind":{{"%s":"{name}"}}}}', [], 1, outs_first=True)
    tensor = recorder.new_tensor(recorder, number, description)
    settle(tensor, description)
    return tensor
