"""What CuPy's elementwise functions do to an element, as fused kernels have it: `python routines.py FOLDER`.

Leaves sources for `nvrtc.py` in the folder: the text is that of CuPy itself, which its stand-in does not have.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import cupy
import cupyx.scipy.special

from engine.cuda.elementwise import Expression, expression
from engine.cuda.fused_source import _function
from engine.cuda.source import OPTIONS

HEADERS = "".join(
    f"#include <cupy/{one}>\n" for one in ("carray.cuh", "math_constants.h", "float16.cuh", "bfloat16.cuh")
)
SUPPRESSED = "#pragma nv_diag_suppress 68, 514\n"  # CuPy compares unsigned integers with -1
FUNCTIONS = 20  # of CuPy's, in a source


def expressions(function: Any) -> list[Expression]:
    """All that a function may become."""
    loops = [expression(function, loop.in_types, None, False) for loop in function._ops.ops]
    return list(dict.fromkeys(one for one in loops if one is not None))


def main(folder: str) -> None:
    """Write the sources."""
    modules = (cupy, cupyx.scipy.special)
    found = {one for module in modules for one in vars(module).values() if isinstance(one, cupy.ufunc)}
    functions = sorted(found, key=lambda function: function.name)
    Path(folder).mkdir(parents=True, exist_ok=True)
    for first in range(0, len(functions), FUNCTIONS):
        lines = [f"// {' '.join(OPTIONS)}\n{SUPPRESSED}{HEADERS}"]
        for function in functions[first : first + FUNCTIONS]:
            for number, one in enumerate(expressions(function)):
                name = f"{function.name}_{number}"
                inputs = ", ".join(f"{name}::in{place}_type()" for place in range(len(one.inputs)))
                lines += [_function(name, one)]
                lines += [f'extern "C" __global__ void run_{name}({name}::out0_type* out) {{']
                lines += [f"  *out = {name}::call({inputs});\n}}"]
        (Path(folder) / f"routines-{first:03}.cu").write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
