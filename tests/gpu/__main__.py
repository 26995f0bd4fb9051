"""Run on a GPU all that can be tested there: `make test-gpu`, or `python -m tests.gpu [ARGUMENT OF PYTEST ...]`.

It tells the host first, and ends with how far float32 numbers were from the CPU's. Without a GPU it says so, and fails.
"""

from __future__ import annotations

import subprocess
import sys
import tomllib
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from benchmarks.host import facts

ROOT = Path(__file__).parents[2]
SELECTION = (
    "tests/gpu",
    "tests/cuda",
    "tests/engine",
    "tests/congruence",
    "tests/app",
    *(
        f"tests/client/test_{subject}.py"
        for subject in (
            "cuda", "cuda_training", "background", "cache", "checkpoint", "data", "finalizers", "func", "functions",
            "gradcheck", "gradients", "interrupted", "modules", "optim", "out", "promotion", "recorder", "runs",
        )
    ),
)  # fmt: skip
"""What comes to the same wherever tensors are: not what prints them, or reads them as NumPy's without `cpu()`."""
ORACLE = tuple(f"tests/oracle/test_{subject}.py" for subject in ("ops", "convolution", "spectral", "op_db"))
IN_PROCESS = "not over_http"
"""Of PyTorch's database: what SDK and server add is the same on every device."""


def main(arguments: Sequence[str]) -> int:
    """Run the tests; their exit status, or 1 where there is no GPU."""
    device = "cuda:0"
    try:
        print(facts(device), flush=True)
    except RuntimeError as error:
        print(error, file=sys.stderr)
        return 1
    selection, told = (*SELECTION, *ORACLE), _without_oracle()
    if told:
        print(told, flush=True)
        selection = SELECTION
    command = [sys.executable, "-m", "pytest", "-q", "--device", device, "-k", IN_PROCESS, *selection, *arguments]
    return subprocess.run(command, cwd=ROOT, check=False).returncode


def _without_oracle() -> str | None:
    """Why comparisons with PyTorch are left out, if they are: they are written for one version of it."""
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]
    wanted = next(entry.partition("==")[2] for entry in extras["oracle"] if entry.startswith("torch=="))
    try:
        found = version("torch")
    except PackageNotFoundError:
        return f"Left out: comparisons with PyTorch {wanted}, which is not installed."
    if found.partition("+")[0] == wanted:
        return None
    return f"Left out: comparisons with PyTorch {wanted}, here is {found}; but for the random numbers of torch.cuda."


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
