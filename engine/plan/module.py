"""The array module that kernels are given while they are traced: NumPy's names, for traced arrays."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import Any

import numpy

from engine.plan.arrays import TracedArray, call
from engine.plan.trace import Trace, Untraceable

FUNCTIONS = frozenset(
    {
        "all", "amax", "amin", "angle", "any", "arange", "argmax", "argmin", "argpartition", "argsort", "around",
        "array", "asarray", "ascontiguousarray", "bincount", "broadcast_arrays", "broadcast_to", "clip",
        "concatenate", "copy", "copyto", "cross", "cumprod", "cumsum", "diag", "diagonal", "diff", "dot", "einsum",
        "empty", "empty_like", "expand_dims", "eye", "fft.fft", "fft.fft2", "fft.fftn", "fft.hfft", "fft.ifft",
        "fft.ifft2", "fft.ifftn", "fft.ihfft", "fft.irfft", "fft.irfftn", "fft.rfft", "fft.rfftn", "flip",
        "floor_divide", "full", "full_like", "gradient", "identity", "imag", "isin", "kron", "lexsort",
        "lib.stride_tricks.as_strided", "linalg.cholesky", "linalg.det", "linalg.eig", "linalg.eigh",
        "linalg.eigvals", "linalg.eigvalsh", "linalg.inv", "linalg.norm", "linalg.pinv", "linalg.qr",
        "linalg.slogdet", "linalg.solve", "linalg.svd", "linspace", "matmul", "max", "maximum.accumulate", "mean",
        "median", "min", "minimum.accumulate", "moveaxis", "nan_to_num", "ones", "ones_like", "outer", "pad",
        "partition", "prod", "put_along_axis", "real", "remainder", "repeat", "reshape", "roll", "rollaxis",
        "rot90", "round", "searchsorted", "sinc", "sort", "split", "square", "squeeze", "stack", "std", "sum",
        "swapaxes", "take", "take_along_axis", "tensordot", "tile", "trace", "transpose", "tri", "tril",
        "tril_indices", "triu", "triu_indices", "var", "where", "zeros", "zeros_like",
    }
)  # fmt: skip
"""Functions whose results have shapes that follow from shapes."""
CHECKED = frozenset({"bincount"})
"""Those among them for which a replay has to see that the shape is the same."""
WRITING = frozenset({"copyto", "put_along_axis"})
"""Those that write into their first argument."""
LIKE = {f"{name}_like": name for name in ("empty", "ones", "zeros", "full")}
NAMED = frozenset({"maximum", "minimum"})
"""Functions that NumPy wants the place of the result by name for."""
METHODS = frozenset({"accumulate", "at", "outer", "reduce"})


class TracedModule:
    """The names of an array module, for the arrays of a trace; `path` leads to a module within it."""

    is_traced = True

    def __init__(self, trace: Trace, own: Any, path: str = "") -> None:
        self.trace = trace
        self._own = own
        self._path = path

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        found = self._find(name)
        setattr(self, name, found)
        return found

    @property
    def physical(self) -> Any:
        """The array module of the arrays that are traced."""
        return self.trace.xp

    def special(self, of: Callable[[Any], Any]) -> Any:
        """SciPy's special functions; `of` gives them for an array module."""
        return TracedModule(self.trace, of(self.trace.xp), "special.")

    def solvers(self, of: Callable[[Any], Any]) -> Any:
        """SciPy's dense linear algebra; `of` gives it for an array module."""
        return TracedModule(self.trace, of(self.trace.xp), "solvers.")

    def function(self, own: Callable[..., Any]) -> Any:
        """A function of arrays that belongs to no module."""
        return TracedFunction(self.trace, own, "solvers.")

    def _find(self, name: str) -> Any:
        path = self._path + name
        if path == "ndarray":
            return TracedArray
        own = getattr(self._own, name)
        if path == "broadcast":  # which tells a shape
            return lambda *arrays: own(*[getattr(one, "physical", one) for one in arrays])
        if isinstance(own, ModuleType) or type(own).__name__ == "Supplied":
            return TracedModule(self.trace, own, path + ".")
        if not callable(own) or isinstance(own, type):
            return own
        return TracedFunction(self.trace, own, path)


class TracedFunction:
    """A function of the array module, for traced arrays."""

    def __init__(self, trace: Trace, own: Callable[..., Any], path: str) -> None:
        self._trace = trace
        self._own = own
        self._path = path

    def __call__(self, *args: Any, **options: Any) -> Any:
        own, path = self._own, self._path
        if path in LIKE and set(options) <= {"dtype"} and args[0].flags.c_contiguous:  # of its values nothing is asked
            number = args[1:2] if path == "full_like" else ()
            (dtype,) = args[1 + len(number) :] or [options.get("dtype")]
            given = (args[0].shape, *number, dtype or args[0].dtype)
            return call(self._trace, getattr(self._trace.xp, LIKE[path]), given, {})
        ufunc = is_elementwise(own)
        if not (ufunc or path in FUNCTIONS or path.startswith(("special.", "solvers."))):
            raise Untraceable(path)
        if path == "where" and len(args) != 3:
            raise Untraceable("where of a condition alone")
        if path == "repeat" and type(args[1]) is TracedArray:
            args[1].fixed("the number of repeats")
        written = [args[0]] if path in WRITING else list(args[own.nin :]) if ufunc else []  # type: ignore[attr-defined]
        if options.get("out", written) is None:
            del options["out"]
        elif "out" in options:
            written.append(options["out"])
        return call(self._trace, own, args, options, written)

    def __getattr__(self, name: str) -> Any:
        if name not in METHODS:
            raise AttributeError(name)
        method = getattr(self._own, name)

        def act(*args: Any, **options: Any) -> Any:
            return call(self._trace, method, args, options, written=args[:1] if name == "at" else ())

        return act


def is_elementwise(function: Any) -> bool:
    """Whether a function of an array module works on each element by itself."""
    if isinstance(function, numpy.ufunc):
        return function.signature is None
    return type(function).__name__ == "ufunc"
