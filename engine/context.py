"""The state that PyTorch keeps per thread: modes, defaults, generators. Every tensor belongs to one context."""

from __future__ import annotations

import functools
import math
import weakref
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy

from engine import devices, dtypes
from engine.apply import apply, apply_in_place
from engine.errors import InvalidArgument, LimitExceeded, OpFailed
from engine.hooks import Hooks
from engine.journal import Journal, Restorable
from engine.lanes import Lanes
from engine.node import Node
from engine.op import Op, registry
from engine.parameters import arrange, bind
from engine.randomness import Randomness
from engine.storage import storage
from engine.tensor import Tensor
from engine.tensor_ops import TensorOps

if TYPE_CHECKING:
    from engine.checkpoints import Region
    from engine.saving.saved import Saved
    from engine.sharing import Shares


class Context(Randomness):
    """What a session is to the engine: grad mode, default dtype and device, generators, and a journal while atomic.

    `max_bytes` bounds one tensor; a larger result is refused before memory is asked for. A plan of an `exact` context
    comes to the same bits as the operations one by one; that of another may differ by rounding, and be faster.
    """

    def __init__(
        self,
        device: str = "cpu",
        dtype: str = "float32",
        seed: int | None = None,
        max_bytes: int = 1 << 36,
        exact: bool = True,
        lanes: Lanes | None = None,
    ) -> None:
        self.device = devices.find(device)
        self.dtype = self._default_dtype(dtype)
        self.max_bytes = max_bytes
        self.exact = exact
        self.lanes = lanes or Lanes()
        self.current = None if self.device.guards else self.device
        super().__init__(seed)
        self.recomputed: list[Region] = []
        """Those that were run again for the pass at work."""
        self.journal: Journal | None = None
        self.hooks = Hooks()
        self.functions: weakref.WeakSet[Node] | None = None
        """The nodes whose gradients somebody else computes, as long as they live, once there was one."""
        self.released: list[Any] = []
        """The owners of hooks and functions whose tensors and nodes are no more, until somebody takes them."""
        self.saves: set[Saved] = set()
        """What is being saved of it, whose arrays are copied before they are written to."""
        self.shares: Shares | None = None
        """What it has in common with contexts that were forked from it, or it from them."""
        # Tensors and nodes are numbered from 1 in the order they are made: a node is newer than all it leads to.
        self.tensors = 0
        self.nodes = 0

    @functools.cached_property
    def ops(self) -> TensorOps:
        """The operations on its tensors, as gradient rules are written in them."""
        return TensorOps(self)

    def number(self, tensor: Tensor) -> None:
        """Give a tensor its number, if it has none. What outlives an atomic section needs one: it tells the age."""
        if not tensor.id:
            self.tensors += 1
            tensor.id = self.tensors

    def set_dtype(self, name: str) -> None:
        """Choose the default floating dtype."""
        self.dtype = self._default_dtype(name)

    @staticmethod
    def _default_dtype(name: str) -> dtypes.Dtype:
        dtype = dtypes.find(name)
        if dtypes.CATEGORY[dtype] != dtypes.FLOATING:
            raise InvalidArgument(f"The default dtype must be a floating point one, not {dtype.name}.", dtype=name)
        return dtype

    # Tensors and operations

    def tensor(
        self,
        array: numpy.ndarray[Any, Any],
        *,
        dtype: str | dtypes.Dtype | None = None,
        device: str | None = None,
        requires_grad: bool = False,
    ) -> Tensor:
        """A leaf of a NumPy array, which it takes over where dtype and device allow."""
        wanted = array.dtype if dtype is None else dtypes.find(dtype)
        if array.dtype != wanted:
            array = array.astype(wanted)
        elif not array.flags.writeable:
            array = array.copy()
        return self.place(array, device, requires_grad)

    def place(self, array: Any, device: str | devices.Device | None = None, requires_grad: bool = False) -> Tensor:
        """A leaf of an array on a device, the context's by default."""
        if device is None:
            where = self.device
        else:
            where = device if isinstance(device, devices.Device) else devices.find(device)
        if type(array) is not where.array_type:
            with self.on(where):
                where, array = where.adopt(array)
        tensor = Tensor(self, array, where)
        if requires_grad:
            self.number(tensor)
            tensor.requires_grad_()
        return tensor

    def placed(self, array: Any, device: devices.Device) -> Tensor:
        """A leaf of an array that a pass made, numbered, since it may outlive an atomic section."""
        tensor = self.place(array, device)
        self.tensors = tensor.id = self.tensors + 1
        return tensor

    def run(self, op: Op | str, inputs: Sequence[Any] = (), attributes: Mapping[str, Any] | None = None) -> Any:
        """Run an operation; a name that ends in `_` works in place. Arguments are checked and converted.

        `inputs` are the positional tensor arguments, `attributes` everything given by name.
        """
        name = op if isinstance(op, str) else op.name
        found = registry.find(name)
        bound, converted = bind(name, found.parameters, inputs, attributes or {})
        if registry.is_in_place(name):
            return apply_in_place(self, found, bound, converted)
        return apply(self, found, bound, converted)

    def call(self, name: str, *args: Any, **kwargs: Any) -> Any:
        """Run an operation with arguments in PyTorch's order; only tensors and attributes of the right kind."""
        op = registry.find(name)
        inputs, attributes = arrange(name, op.parameters, args, kwargs)
        if registry.is_in_place(name):
            return apply_in_place(self, op, inputs, attributes)
        return apply(self, op, inputs, attributes)

    def admit(self, shape: Sequence[int], dtype: dtypes.Dtype, op: str) -> None:
        """Refuse a tensor larger than the context allows, before memory is asked for."""
        if shape and min(shape) < 0:
            raise OpFailed(f"{op}: a size cannot be negative, got {list(shape)}.", op=op, shapes=[list(shape)])
        needed = math.prod(shape) * dtype.itemsize
        if 0 < needed <= self.max_bytes:
            return
        if needed > self.max_bytes or math.prod(size or 1 for size in shape) * dtype.itemsize >= 1 << 63:
            raise LimitExceeded(
                f"{op.lstrip('_')} would make a tensor of {list(shape)}, {needed} bytes; "
                f"the limit is {self.max_bytes}.",
                op=op,
                shapes=[list(shape)],
                limit=self.max_bytes,
            )

    # The journal of an atomic section

    def begin(self) -> Journal:
        """Open an atomic section, inside the one that is open: its journal can put everything back."""
        self.journal = Journal(self, self.journal)
        return self.journal

    def keep(self, target: Restorable) -> None:
        """Let the journal remember a tensor, node, version or generator before it changes."""
        if self.journal is not None:
            self.journal.keep(target)

    def keep_contents(self, tensor: Tensor) -> None:
        """Let all who have an interest in a tensor's storage have a copy before it is written to.

        Where other contexts have it too, the tensor shows another one afterwards.
        """
        if self.saves or self.shares:
            self.separate(tensor)
        if self.journal is not None:
            self.journal.keep_contents(tensor)

    def separate(self, tensor: Tensor) -> None:
        """Let a tensor show a storage that no other context has, nor what is being saved."""
        for saved in tuple(self.saves):  # each may be closed by whoever stores it, in another thread
            saved.keep(storage(tensor.data))
        if self.shares:
            self.shares.leave(tensor)

    @property
    def modes(self) -> tuple[Any, ...]:
        """All that the journal puts back of the context itself."""
        modes = self.grad_enabled, self.inference, self.anomaly, self.dtype
        named = self.named_levels, self.named_regions
        return modes, self._generators, self.tensors, self.nodes, named, self.levels

    @modes.setter
    def modes(self, modes: tuple[Any, ...]) -> None:
        own, self._generators, self.tensors, self.nodes, named, self.levels = modes
        self.named_levels, self.named_regions = named
        self.grad_enabled, self.inference, self.anomaly, self.dtype = own
