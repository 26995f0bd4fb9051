"""Compile CUDA C++ sources with NVRTC, for several architectures and without a GPU: `python nvrtc.py FOLDER`.

The folder has a file per source, with the options that it is launched with in its first line, as the stand-in for CuPy
leaves them in the folder that STAND_IN_SOURCES names. Warnings are errors.
"""

from __future__ import annotations

import sys
from pathlib import Path

from cupy._core.core import assemble_cupy_compiler_options
from cupy.cuda import nvrtc

ARCHITECTURES = ("75", "80", "90")
OPTIONS = ("-ftz=true", "-Werror=all-warnings")
"""What CuPy adds besides the folders of headers, and what makes an error of a warning."""


def failure(source: Path, architecture: str) -> str:
    """What the compiler says against a source; nothing where it is right."""
    first, _, code = source.read_text(encoding="utf-8").partition("\n")
    program = nvrtc.createProgram(code, source.name, (), ())
    given = assemble_cupy_compiler_options(tuple(first.removeprefix("//").split()))
    options = (*given, *OPTIONS, f"-arch=sm_{architecture}")
    try:
        nvrtc.compileProgram(program, options)
    except nvrtc.NVRTCError:
        return str(nvrtc.getProgramLog(program))
    finally:
        nvrtc.destroyProgram(program)
    return ""


def main(folder: str) -> int:
    """How many sources are wrong; 1 where there are none at all."""
    sources = sorted(Path(folder).glob("*.cu"))
    wrong = 0
    for source in sources:
        for architecture in ARCHITECTURES:
            found = failure(source, architecture)
            if found:
                sys.stderr.write(f"{source}, sm_{architecture}:\n{found}\n")
                wrong += 1
                break
    version = ".".join(map(str, nvrtc.getVersion()))
    sys.stdout.write(f"NVRTC {version}: {len(sources) - wrong} of {len(sources)} sources are right\n")
    return wrong if sources else 1


if __name__ == "__main__":
    sys.exit(min(main(sys.argv[1]), 1))
