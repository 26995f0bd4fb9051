"""Recorder: what was asked of tensors and not yet sent, and what is known about the results. It does no I/O.

Each tensor has a number. A recorded step is a tuple (signature, tensors, scalars, number of the first result, code,
place in the code): its tensors are told by their numbers, scalars are Python's numbers and texts, and the code is the
line to be named if the step fails.
`known` maps an operation on inputs of certain descriptions to its signature; there is one such table per grad mode and
default dtype, and `known` is the one in force.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from itertools import count
from types import CodeType, FrameType
from typing import TYPE_CHECKING, Any, Final
from weakref import WeakValueDictionary, ref

import numpy as np

from gradwire import dtypes
from gradwire.devices import default_device, device
from gradwire.recording.boundaries import ENOUGH, is_message, uploads_anew
from gradwire.recording.cache import Cache
from gradwire.recording.descriptions import UNKNOWN, Description, Descriptions
from gradwire.recording.drafts import Draft
from gradwire.recording.ledger import Ledger
from gradwire.recording.message import Trace, Upload
from gradwire.recording.modes import DISABLED, ENABLED, INFERENCE, carries_tangents, grad_mode
from gradwire.recording.names import Names
from gradwire.recording.ops import Signature
from gradwire.recording.origins import origin, outside
from gradwire.recording.repertoire import Repertoire

if TYPE_CHECKING:
    from gradwire.recording.exchange import Request
    from gradwire.recording.handle import Handle
    from gradwire.recording.line import Line

MAX_UPLOAD: Final = 8 * 2**20
"""More bytes than these are not gathered."""
MAX_KNOWN: Final = 20_000

NOBODY: Final[frozenset[int]] = frozenset()
NO_SCALARS: Final[tuple[Any, ...]] = ()


class Recorder:
    """The steps of one session that wait, and the memory of signatures."""

    def __init__(
        self, place: device, kind: dtypes.dtype, new_tensor: Callable[[Recorder, int, Description], Handle]
    ) -> None:
        self.device = place
        self.dtype = kind
        self.descriptions = Descriptions(place)
        self.names = Names()
        self.repertoire = Repertoire()
        self.numbers = count()
        self.steps: list[tuple[Any, ...]] = []
        self.append = self.steps.append
        self.dead: list[int] = []
        self.bury = self.dead.append
        self.bound = ENOUGH
        """The number from which on it is considered with each step whether to send."""
        self.mode = ENABLED
        self.base = ENABLED
        """The grad mode that the server is in: while a pass waits, the pass's."""
        self.asking = 0
        """How many passes wait for their owners here, each but the first begun inside the one before."""
        self.waits = True
        """Whether the result of an unseen operation can be asked for and waited for."""
        self.together = False
        """Whether it is asked for together with those that follow, and not at once."""
        self.leaving: Request | None = None
        """What was composed, and is about to take what it consists of."""
        self.sent: deque[Request] = deque()
        """What was composed, and of which it is not known yet what became of it, in this order."""
        self.line: Line
        """Who sends, when enough has gathered or an answer is needed."""
        self.ledger = Ledger()
        self.duals: set[int] = set()
        """Tensors that were made dual: what reaches nothing else is recorded for forward mode alone."""
        self.forms: dict[tuple[str, int], Signature] = {}
        """Steps that are no operations, by text and grad mode."""
        self.values = Cache()
        self.broken: dict[int, str] = {}
        self.code: CodeType | None = None
        """The user's code that issued the last step: mostly it issues the next one too."""
        self._tables: dict[tuple[int, str], dict[Any, Signature]] = {}
        self.known: dict[Any, Signature] = self._table()
        self.families: dict[int, list[ref[Handle]]] = {}
        self._unions: dict[tuple[frozenset[int], frozenset[int]], frozenset[int]] = {}
        self.owners: dict[str, Callable[[Recorder, Any], Sequence[Any]]] = {}
        """By tag: who answers when a pass asks about a function or a hook."""
        self.free_tags: list[str] = []
        self.retired: dict[str, Callable[[Recorder, Any], Sequence[Any]]] = {}
        """By tag: owners that steps remove which wait, or were sent in the midst of a pass: it may yet ask them."""
        self.tags = 0
        self.traced: dict[int, Trace] = {}
        """What was sent last in anomaly mode, by the session's version after it."""
        self.nodes: WeakValueDictionary[str, Any] = WeakValueDictionary()
        """Nodes of the graph that are in use here, by id."""
        self.metadata: WeakValueDictionary[str, Any] = WeakValueDictionary()
        """What users keep with nodes, by the node's id."""
        self.keepers: dict[int, dict[str, Any]] = {}
        """The same, by the numbers of the tensors that keep it alive."""
        self.made_by: dict[int, str] = {}
        """The ids of nodes that made tensors, by the tensor's number, as far as they were asked for."""
        self.uploads: list[Upload] = []
        self.upload_bytes = 0
        self.drafts: list[Draft] = []
        self.parts: dict[int, list[Handle | None]] = {}
        self.touched: list[ref[Handle]] = []
        self.new_tensor = new_tensor
        self.twins: dict[int, Handle] = {}
        """In a fork the tensors that it began with, by number, which is that of the original."""

    # what is in force

    def follow(self) -> None:
        """Record the steps from here on in the grad mode in force."""
        mode = grad_mode()
        if mode & (DISABLED | INFERENCE) == DISABLED and carries_tangents():
            mode -= DISABLED
        if mode != self.mode:
            self.mode = mode
            self.known = self._table()

    def set_dtype(self, kind: dtypes.dtype) -> None:
        """The default dtype of the results from here on."""
        self.dtype = kind
        self.known = self._table()

    def _table(self) -> dict[Any, Signature]:
        return self._tables.setdefault((self.mode, self.dtype.name), {})

    # recording

    def enter(self, frame: FrameType) -> tuple[CodeType, FrameType]:
        """The user's code that is at work, and its frame; `frame` is whose call is being recorded."""
        frame = outside(frame)
        self.code = frame.f_code
        return self.code, frame

    def consider(self, *step: Any) -> None:
        """Before a step is recorded, send what has gathered if it is a message."""
        if is_message(self, step):
            self.post(step[3])

    def post(self, number: int) -> None:
        """Send what was recorded before this number."""
        self.line.post()
        self.bound = number + ENOUGH

    def upload(self, array: np.ndarray[Any, Any], place: device | None, requires_grad: bool) -> Handle:
        """A new leaf of this array, which must be nobody else's; on the default device if it is told no place."""
        kind = dtypes.from_numpy(array.dtype)
        inference = grad_mode() & INFERENCE != 0
        options: dict[str, Any] = {}
        if requires_grad:
            options["requires_grad"] = True
        if inference:
            options["inference"] = True
        place = place or default_device() or self.device
        if place != self.device:
            options["device"] = str(place)
        if kind.name == "complex128":
            options["dtype"] = "complex128"
        number = next(self.numbers)
        upload = Upload(number, array, options, *origin())
        too_much = self.upload_bytes + array.nbytes > MAX_UPLOAD
        if self.uploads and (too_much or (number >= self.bound and uploads_anew(self, upload))):
            self.post(number)
        description = self.descriptions.find(array.shape, kind, place, requires_grad, inference=inference)
        tensor = self.new_tensor(self, number, description)
        if requires_grad:
            tensor._l = frozenset((number,))
        self.uploads.append(upload)
        self.upload_bytes += array.nbytes
        self.values.keep(number, array)
        if place not in self.descriptions.places and self.waits:  # it may not be there
            self.line.send()
            self.descriptions.places.add(place)
        elif self.upload_bytes > MAX_UPLOAD:
            self.line.post()
        return tensor

    def draft(
        self,
        draft: Draft,
        tensors: tuple[int, ...],
        scalars: tuple[Any, ...],
        target: Handle | None,
        leaves: frozenset[int],
    ) -> Handle:
        """Record a step whose result only the server knows; the result's description is UNKNOWN until it answers."""
        if target is None:
            tensor = self.new_tensor(self, draft.number, UNKNOWN)
            self.append((draft.signature, tensors, scalars, draft.number, *origin()))
        else:
            tensor = target
            self.append((draft.signature, tensors, scalars, 0, *origin()))
            self.changed(tensor, UNKNOWN, leaves)
        self.drafts.append(draft._replace(result=ref(tensor)))
        return tensor

    def changed(self, tensor: Handle, description: Description, leaves: frozenset[int]) -> None:
        """A step changed this tensor in place, by what reaches these leaves.

        What else shares its storage may be described otherwise now, and reach them, too.
        """
        self.values.clear()
        if self.made_by:
            self.made_by.clear()
        self.touched.append(ref(tensor))
        family = self.families.get(tensor._n)
        before = tensor._d
        if not before.is_leaf:
            self.ledger.disturbed = True
        grads = description.requires_grad or before.requires_grad
        if family and (grads or UNKNOWN in (description, before) or description.shape != before.shape):
            for member in family:
                other = member()
                if other is not None and other is not tensor:
                    other._d = UNKNOWN
                    other._l = self.union(other._l, leaves)
        tensor._d = description

    def doubt(self, *changed: Handle) -> None:
        """Who recorded a step was interrupted, so that it is not known what it changes, or whether it does."""
        for tensor in changed:
            self.changed(tensor, UNKNOWN, NOBODY)
        self.values.clear()
        self.made_by.clear()
        self.ledger.walked = self.ledger.freed = next(self.numbers)
        self.ledger.clear()
        self.ledger.disturbed = True

    def became(self, tensor: Handle, description: Description) -> None:
        """A step made this tensor another with the same elements."""
        self.touched.append(ref(tensor))
        self.made_by.pop(tensor._n, None)
        tensor._d = description

    def related(self, view: Handle, source: Handle) -> None:
        """`view` may share the storage of `source`."""
        family = self.families.get(source._n)
        if family is None:
            family = self.families[source._n] = [ref(source)]
        own = self.families.get(view._n, [ref(view)])
        if own is family:
            return
        for reference in own:
            member = reference()
            if member is not None:
                family.append(reference)
                self.families[member._n] = family

    def union(self, ours: frozenset[int], theirs: frozenset[int]) -> frozenset[int]:
        """The leaves that either reaches."""
        if ours is theirs or not theirs:
            return ours
        if not ours:
            return theirs
        both = self._unions.get((ours, theirs))
        if both is None:
            if len(self._unions) > MAX_KNOWN:
                self._unions.clear()
            both = ours if theirs <= ours else ours | theirs
            self._unions[ours, theirs] = both
        return both

    def is_plain(self, tensor: Handle) -> bool:
        """Whether a tensor, if it is recorded at all, is so for forward mode alone."""
        return bool(self.duals) and bool(tensor._l) and self.ledger.leaves([tensor]) <= self.duals

    def check(self, tensor: Handle) -> int:
        """The number of a tensor; one that was never computed is refused."""
        if tensor._n in tensor._r.broken:
            raise RuntimeError(tensor._r.broken[tensor._n])
        if tensor._r is not self:
            raise RuntimeError(
                "this tensor belongs to another gradwire session: an operation takes tensors of one session, and "
                "torch.tensor(x.numpy()) brings x's values into the current one"
            )
        return tensor._n
