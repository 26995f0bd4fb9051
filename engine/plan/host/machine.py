"""Machine code for elementwise calls, by LLVM: what NumPy computes to the bit, with values kept in registers."""

from __future__ import annotations

import contextlib
import ctypes
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from engine.plan.host.arithmetic import Arithmetic
from engine.plan.host.blocks import COLUMN, EACH, ONE, ROW


class Slot(NamedTuple):
    """An operand in memory, and how it is spread over the elements of the result."""

    number: int
    dtype: str
    kind: str


class Step(NamedTuple):
    """One call: a function, the dtypes that it computes in, what it takes, and where its result goes."""

    name: str
    dtypes: Sequence[str]
    operands: Sequence[Slot | float]
    out: Slot


def function(
    steps: Sequence[Step], places: Sequence[int], sizes: Sequence[int], stored: Collection[int], width: int
) -> Callable[..., None]:
    """A function `(addresses, start, stop)` that does steps one element after the other.

    `places` tells, by the slot's number, which of the addresses it has; `sizes`, by the address, the bytes from one row
    of so many elements to the next, from one element to the next where there is no width, and 0 where the address is
    always that of `start`. Only slots that are `stored` are written to memory.
    """
    return _compiled(str(_Writer(steps, places, sizes, stored, width).module))


class _Writer:
    """LLVM's text of a function."""

    def __init__(
        self, steps: Sequence[Step], places: Sequence[int], sizes: Sequence[int], stored: Collection[int], width: int
    ) -> None:
        from llvmlite import ir

        self._ir = ir
        self._places = places
        self._whole = ir.IntType(64)
        self._pointer = ir.PointerType()
        self.module = ir.Module("loop")
        used = sorted({places[slot.number] for step in steps for slot in _slots(step)})
        body = self._body(steps, used, stored)
        signature = ir.FunctionType(ir.VoidType(), [self._pointer, self._whole, self._whole])
        entry = ir.Function(self.module, signature, "entry")
        builder = self._builder = ir.IRBuilder(entry.append_basic_block())
        addresses, start, stop = entry.args
        pointers = []
        for place in used:
            slot = builder.gep(addresses, [self._whole(place)], source_etype=self._pointer)
            pointer = builder.load(slot, typ=self._pointer)
            distance = builder.mul(start, self._whole(sizes[place]))
            pointers.append(builder.gep(pointer, [distance], source_etype=ir.IntType(8)))
        count = builder.sub(stop, start)
        builder.call(body, [*pointers, *((count, self._whole(width)) if width else (self._whole(1), count))])
        builder.ret_void()

    def _body(self, steps: Sequence[Step], used: Sequence[int], stored: Collection[int]) -> Any:
        """A function of pointers, a number of rows and their width."""
        ir = self._ir
        signature = ir.FunctionType(ir.VoidType(), [*[self._pointer] * len(used), self._whole, self._whole])
        body = ir.Function(self.module, signature, "body")
        body.linkage = "internal"
        body.attributes.add("noinline")
        for pointer in body.args[:-2]:
            pointer.add_attribute("noalias")
        self._pointers = dict(zip(used, body.args, strict=False))
        rows, width = body.args[-2:]
        self._builder = ir.IRBuilder(body.append_basic_block())
        self._arithmetic = Arithmetic(self.module, self._builder)
        with self._counted(rows) as row:
            first = self._builder.mul(row, width)
            with self._counted(width) as column:
                self._indices = {EACH: self._builder.add(first, column), ROW: column, COLUMN: row, ONE: self._whole(0)}
                self._write(steps, stored)
        self._builder.ret_void()
        return body

    @contextlib.contextmanager
    def _counted(self, count: Any) -> Iterator[Any]:
        """A loop that counts from 0."""
        builder = self._builder
        before = builder.block
        loop, after = (builder.append_basic_block() for _ in range(2))
        builder.cbranch(builder.icmp_signed(">", count, self._whole(0)), loop, after)
        builder.position_at_end(loop)
        index = builder.phi(self._whole)
        index.add_incoming(self._whole(0), before)
        yield index
        following = builder.add(index, self._whole(1))
        index.add_incoming(following, builder.block)
        builder.cbranch(builder.icmp_signed("<", following, count), loop, after)
        builder.position_at_end(after)

    def _write(self, steps: Sequence[Step], stored: Collection[int]) -> None:
        self._known: dict[int, tuple[Any, str]] = {}
        arithmetic = self._arithmetic
        for step in steps:
            operands = [
                arithmetic.cast(*self._read(one), dtype) if isinstance(one, Slot) else arithmetic.number(one, dtype)
                for one, dtype in zip(step.operands, step.dtypes, strict=True)
            ]
            result, dtype = arithmetic.result(step.name, step.dtypes[0], operands)
            self._known[step.out.number] = arithmetic.cast(result, dtype, step.out.dtype), step.out.dtype
        for slot in {step.out.number: step.out for step in steps}.values():
            if slot.number in stored:
                self._store(slot)

    # Memory

    def _type(self, dtype: str) -> Any:
        """The type of an element in memory."""
        return self._arithmetic.type("uint8" if dtype == "bool" else dtype)

    def _address(self, slot: Slot) -> Any:
        kind = self._type(slot.dtype)
        pointer = self._pointers[self._places[slot.number]]
        return self._builder.gep(pointer, [self._indices[slot.kind]], source_etype=kind)

    def _read(self, slot: Slot) -> tuple[Any, str]:
        if slot.number not in self._known:
            kind = self._type(slot.dtype)
            loaded = self._builder.load(self._address(slot), align=1, typ=kind)
            self._known[slot.number] = self._from_memory(loaded, slot.dtype), slot.dtype
        value, dtype = self._known[slot.number]
        if dtype != slot.dtype:  # a view of the same bits
            value = self._builder.bitcast(self._to_memory(value, dtype), self._type(slot.dtype))
            value = self._from_memory(value, slot.dtype)
        return value, slot.dtype

    def _store(self, slot: Slot) -> None:
        value, dtype = self._known[slot.number]
        self._builder.store(self._to_memory(value, dtype), self._address(slot), align=1)

    def _from_memory(self, value: Any, dtype: str) -> Any:
        return self._arithmetic.cast(value, "uint8", dtype) if dtype == "bool" else value

    def _to_memory(self, value: Any, dtype: str) -> Any:
        return self._arithmetic.cast(value, dtype, "uint8") if dtype == "bool" else value


def _slots(step: Step) -> Sequence[Slot]:
    return [*(one for one in step.operands if isinstance(one, Slot)), step.out]


@lru_cache(maxsize=256)
def _compiled(text: str) -> Callable[..., None]:
    """The function `entry` of a module; equal texts have one."""
    from llvmlite import binding

    binding.initialize_native_target()
    binding.initialize_native_asmprinter()
    module = binding.parse_assembly(text)
    module.verify()
    machine = binding.Target.from_default_triple().create_target_machine(
        cpu=binding.get_host_cpu_name(), features=binding.get_host_cpu_features().flatten(), opt=3
    )
    tuning = binding.create_pipeline_tuning_options(speed_level=3)
    tuning.loop_vectorization = tuning.slp_vectorization = True
    binding.create_pass_builder(machine, tuning).getModulePassManager().run(
        module, binding.create_pass_builder(machine, tuning)
    )
    engine = binding.create_mcjit_compiler(module, machine)
    engine.finalize_object()
    made = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_int64, ctypes.c_int64)(engine.get_function_address("entry"))
    made.engine = engine  # type: ignore[attr-defined]
    return made
