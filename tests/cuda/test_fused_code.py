"""What is fused of CuPy's functions compiles, and to the machine code that these have by themselves. It needs no GPU.

CuPy lets the compiler join products and sums, which fused kernels must not do between functions. So within a function
that must make no difference: it is compiled both ways, and compared.
"""

from __future__ import annotations

import itertools
import os
import struct
from collections.abc import Iterator
from typing import Any

import numpy
import pytest

nvrtc = pytest.importorskip("cupy_backends.cuda.libs.nvrtc", reason="needs CuPy with NVRTC")

import cupy  # noqa: E402
import cupyx.scipy.special  # noqa: E402
from cupy._core.core import assemble_cupy_compiler_options  # noqa: E402

from engine.cuda.elementwise import SPECIAL, TYPES, Expression, copying, expression  # noqa: E402
from engine.cuda.fused_source import EACH, WIDEST, Slot, Step, Text  # noqa: E402
from engine.cuda.source import OPTIONS  # noqa: E402

ARCHITECTURES = os.environ.get("GRADWIRE_ARCHITECTURES", "80").split(",")
"""75,80,90 takes three times as long."""
FUNCTIONS = {
    function.name: function
    for module in (cupy, cupyx.scipy.special)
    for function in map(module.__dict__.get, sorted(vars(module)))
    if type(function).__name__ == "ufunc" and (module is cupy or function.name in SPECIAL)
}
KINDS = {
    "each": EACH,
    "row": ((48, 1), (100, 0)),
    "odd row": ((49, 1), (100, 0)),
    "column": ((48, 0), (100, 1)),
    "between": ((48, 0), (10, 1), (10, 0)),
    "turned": ((48, 100), (100, 1)),
    "backwards": ((4800, -1),),
    "one": ((4800, 0),),
}


def expressions(name: str) -> Iterator[Expression]:
    """What is fused of a function, by the dtypes of its operands."""
    for loop in FUNCTIONS[name]._ops.ops:
        dtypes = tuple(map(numpy.dtype, loop.in_types))
        found = expression(FUNCTIONS[name], dtypes, None, exact=True)
        if found is not None and found.inputs == tuple(one.name for one in dtypes):
            yield found


def code(one: Expression, steps: tuple[tuple[int, int], ...] = EACH, size: int = 4800, aligned: bool = True) -> str:
    """The kernel of a function, its operands gone through in steps."""
    slots = [*(Slot(dtype, steps, aligned) for dtype in one.inputs), Slot(one.output, EACH, aligned)]
    out = len(one.inputs)
    return Text(size, slots, [Step(one, tuple(range(out)), out)], range(out + 1), frozenset({out})).code()


def machine(source: str, options: tuple[str, ...], architecture: str) -> dict[str, bytes]:
    """The machine code of a source and its constants, by section."""
    program = nvrtc.createProgram(source, "fused.cu", (), ())
    try:
        nvrtc.compileProgram(
            program, (*assemble_cupy_compiler_options(options), "-ftz=true", f"-arch=sm_{architecture}")
        )
        binary = nvrtc.getCUBIN(program)
    except nvrtc.NVRTCError:
        raise AssertionError(f"{nvrtc.getProgramLog(program)}\n{source}") from None
    finally:
        nvrtc.destroyProgram(program)
    return sections(binary)


def sections(binary: bytes) -> dict[str, bytes]:
    """Those of an ELF file that hold code and constants."""
    (start,) = struct.unpack_from("<Q", binary, 0x28)
    size, count, names = struct.unpack_from("<HHH", binary, 0x3A)
    found = [struct.unpack_from("<IIQQQQ", binary, start + place * size) for place in range(count)]
    texts = binary[found[names][4] :]
    named = {texts[one[0] : texts.index(b"\0", one[0])].decode(): binary[one[4] : one[4] + one[5]] for one in found}
    return {name: data for name, data in named.items() if name.startswith((".text", ".nv.constant"))}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_is_the_same_whether_products_and_sums_are_joined_or_not(name: str) -> None:
    for one, architecture in itertools.product(expressions(name), ARCHITECTURES):
        if any(numpy.dtype(dtype).kind not in "biu" for dtype in (*one.inputs, one.output)):
            source = code(one)
            assert machine(source, OPTIONS, architecture) == machine(source, OPTIONS[:1], architecture), one
        elif architecture == ARCHITECTURES[0]:
            assert machine(code(one), OPTIONS, architecture)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("size", [4800, 4801, 1 << 33])
def test_ways_to_go_through_arrays_compile(kind: str, size: int) -> None:
    """With 32 bits and 64, with and without what is left over."""
    one = expression(cupy.add, (numpy.dtype("float32"),) * 2, None, exact=True)
    assert one is not None
    for aligned in (True, False):
        assert machine(code(one, KINDS[kind], size, aligned), OPTIONS, "80")


@pytest.mark.parametrize("source", TYPES)
def test_casts_compile(source: str) -> None:
    one = copying(source)
    assert one is not None
    slots = [Slot(dtype, EACH, True) for dtype in (source, *TYPES)]
    steps = [Step(one, (0,), place) for place in range(1, len(slots))]
    text = Text(4800, slots, steps, range(len(slots)), frozenset(range(1, len(slots))))
    assert machine(text.code(), OPTIONS, "80")


def test_loads_and_stores_are_as_wide_as_registers_allow() -> None:
    one = expression(cupy.add, (numpy.dtype("float32"),) * 2, None, exact=True)
    assert one is not None
    program = nvrtc.createProgram(code(one), "fused.cu", (), ())
    nvrtc.compileProgram(program, (*assemble_cupy_compiler_options(OPTIONS), "-arch=compute_80"))
    text: Any = nvrtc.getPTX(program)
    text = text.decode() if isinstance(text, bytes) else text
    assert text.count("ld.global.v4.f32") == 2
    assert text.count("st.global.v4.f32") == 1
    assert WIDEST == 16
