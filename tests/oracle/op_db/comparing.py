"""Comparing an entry's samples: values, shapes, dtypes, gradients and gradients of gradients."""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import torch

from engine.errors import EngineError
from tests.oracle.op_db.crossing import Carrier, Crossing, World
from tests.oracle.op_db.entries import DTYPES, Entry
from tests.oracle.op_db.worlds import Missing, Unsupported, check_supported

PASS, PARTIAL, FAIL, MISSING = "pass", "partial", "fail", "missing"

TOLERANCE = {
    torch.float64: 1e-7,
    torch.float32: 1e-4,
    torch.float16: 5e-3,
    torch.bfloat16: 3e-2,
    torch.complex64: 1e-4,
    torch.complex128: 1e-7,
}
LOOSER = {1: 10.0, 2: 100.0}
"""How much further gradients, and their gradients, may be apart."""

UNSET = frozenset({"empty", "empty_like", "empty_permuted", "empty_strided", "new_empty", "new_empty_strided"})
"""Operations whose values are whatever memory holds: only shape and dtype are compared."""
UNSTABLE = {"sort": 0, "argsort": 0, "topk": 1, "kthvalue": 1}
"""Operations that may take equal elements in any order, and where among the arguments `dim` stands."""
OVERFLOWS = frozenset({"matrix_exp"})
"""Operations that overflow in PyTorch's halves where the result does not."""

SEED = 42
"""Which op_db's own functions seed with, too."""


class Differs(Exception):
    """Something that is not as PyTorch's."""


class Refused(Exception):
    """An error where PyTorch computes."""


@dataclass
class Outcome:
    """How an entry compares: its status, and what was found with how many samples."""

    entry: Entry
    samples: int = 0
    found: Counter[str] = field(default_factory=Counter)
    reasons: dict[str, str] = field(default_factory=dict)

    def note(self, status: str, reason: str) -> None:
        """Count one sample."""
        self.samples += 1
        self.found[status] += 1
        self.reasons.setdefault(status, reason)

    @property
    def status(self) -> str:
        """`fail` where anything differs, `missing` where nothing runs, `partial` where something does not."""
        if self.found[FAIL]:
            return FAIL
        if not self.found[PASS]:
            return MISSING
        return PARTIAL if self.found[PARTIAL] or self.found[MISSING] else PASS


def compare(entry: Entry, world: World, limit: int | None = None, dtypes: Sequence[torch.dtype] = DTYPES) -> Outcome:
    """Compare the samples of an entry: in its first dtype all (or `limit`), with gradients; in the others one, forward.

    The first dtype is float64 where the entry has it.
    """
    outcome = Outcome(entry)
    if not entry.dtypes:
        outcome.note(MISSING, "no dtype that gradwire has")
    for place, dtype in enumerate(entry.dtypes):
        if place and dtype not in dtypes:
            continue
        samples = entry.samples(dtype, requires_grad=place == 0)
        for number, sample in enumerate(samples[: limit if place == 0 else 1]):
            where = f"sample {number} in {str(dtype).removeprefix('torch.')}"
            try:
                compare_sample(entry, world, sample, gradients=place == 0)
            except Unsupported as unsupported:  # as complex32, which halves may become
                if place == 0:
                    outcome.note(MISSING, f"{unsupported} ({where})")
            except Missing as missing:
                outcome.note(MISSING, f"{missing} ({where})")
            except Refused as refused:
                outcome.note(PARTIAL, f"{refused} ({where}: {described(sample)})")
            except Differs as differs:
                outcome.note(FAIL, f"{differs} ({where}: {described(sample)})")
            else:
                outcome.note(PASS, "")
    return outcome


def described(sample: Any) -> str:
    """A sample's arguments, in short."""

    def short(value: Any) -> str:
        if isinstance(value, torch.Tensor):
            return f"{str(value.dtype).removeprefix('torch.')}{list(value.shape)}"
        if isinstance(value, list | tuple):
            return f"[{', '.join(map(short, value))}]"
        return repr(value)

    named = [f"{key}={short(value)}" for key, value in sample.kwargs.items()]
    return ", ".join([short(sample.input), *map(short, sample.args), *named])[:300]


def compare_sample(entry: Entry, world: World, sample: Any, gradients: bool) -> None:
    """Compare one sample; raises `Differs`, `Refused` or `Missing`."""
    crossing = Crossing(world)
    known: dict[int, Any] = {}
    first, args, kwargs = crossing.carried([sample.input, list(sample.args), sample.kwargs], known)
    their_leaves = [one for one in tensors([sample.input, sample.args, sample.kwargs]) if one.requires_grad]
    our_leaves = [known[id(leaf)].tensor for leaf in their_leaves]
    theirs = _theirs(entry, sample)
    for tensor in tensors(theirs):
        check_supported(tensor)
    ours = _ours(entry, crossing, sample, first, args, kwargs)
    pairs = _paired(world, ours, theirs)
    for number, (one, other) in enumerate(pairs):
        if entry.info.name in UNSET:
            other = torch.as_tensor(world.take(one)).to(other.dtype).expand(other.shape)
        if entry.info.name in UNSTABLE and number == len(pairs) - 1:
            one = _same_choice(world, one, other, sample, UNSTABLE[entry.info.name])
        _check(world, one, other, f"result {number}", 0, entry)
    if not gradients or not their_leaves:
        return
    roots = [(one, other) for one, other in pairs if isinstance(other, torch.Tensor) and other.requires_grad]
    for number, (one, other) in enumerate(pairs):
        if isinstance(other, torch.Tensor) and one.requires_grad != other.requires_grad:
            raise Differs(f"result {number} {'requires' if other.requires_grad else 'does not require'} grad")
    if roots:
        _compare_gradients(entry, world, roots, list(zip(our_leaves, their_leaves, strict=True)))


def _same_choice(world: World, one: Any, other: torch.Tensor, sample: Any, place: int) -> Any:
    """PyTorch's indices in place of ours where both choose the same elements."""
    dim = sample.kwargs.get("dim", sample.args[place] if len(sample.args) > place else -1)
    found = world.take(one)
    if found.dtype is not other.dtype or found.shape != other.shape or not sample.input.ndim:
        return one
    source = sample.input.detach()
    chosen, expected = (
        torch.gather(source, dim, indices if indices.ndim == source.ndim else indices.unsqueeze(dim))
        for indices in (found, other)
    )
    return world.bring(other) if torch.equal(chosen, expected) else one


def _compare_gradients(entry: Entry, world: World, roots: list[tuple[Any, Any]], leaves: list[tuple[Any, Any]]) -> None:
    their_leaves = [other for _, other in leaves]
    twice = entry.info.supports_gradgrad
    their_seeds = [_cotangent(other, number).requires_grad_(twice) for number, (_, other) in enumerate(roots)]
    our_seeds = [world.bring(seed) for seed in their_seeds]
    their_roots = [other for _, other in roots]
    try:
        theirs = _torch_gradients(their_roots, their_leaves, their_seeds, create_graph=twice)
    except NotImplementedError as error:  # PyTorch has no derivative: nor may we
        try:
            _gradients(world, roots, [one for one, _ in leaves], our_seeds, False)
        except Refused:
            return
        raise Differs("there is a gradient, where PyTorch has none") from error
    ours = _gradients(world, roots, [one for one, _ in leaves], our_seeds, twice)
    for number, (one, other, leaf) in enumerate(zip(ours, theirs, their_leaves, strict=True)):
        if other is not None or not leaf._is_view():  # of a view that is a leaf PyTorch may lose the gradient
            _check(world, one, other, f"gradient {number}", 1, entry)
    if not twice:
        return
    second = [
        (one, other)
        for one, other in zip(ours, theirs, strict=True)
        if other is not None and other.requires_grad and one is not None
    ]
    if not second:
        return
    their_inputs = [*their_leaves, *their_seeds]
    seeds = [_cotangent(other, 10 + number) for number, (_, other) in enumerate(second)]
    try:
        theirs = _torch_gradients([other for _, other in second], their_inputs, seeds, create_graph=False)
    except RuntimeError:  # PyTorch fails at its own second gradient
        return
    inputs = [*(one for one, _ in leaves), *our_seeds]
    found = _gradients(world, second, inputs, [world.bring(seed) for seed in seeds], False)
    for number, (one, other, input) in enumerate(zip(found, theirs, their_inputs, strict=True)):
        if other is not None or not input._is_view():
            _check(world, one, other, f"second gradient {number}", 2, entry)


def _torch_gradients(roots: Any, leaves: Any, seeds: Any, create_graph: bool) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return torch.autograd.grad(
            roots, leaves, seeds, create_graph=create_graph, retain_graph=True, allow_unused=True
        )


def _gradients(world: World, roots: list[tuple[Any, Any]], inputs: Any, seeds: Any, create_graph: bool) -> Any:
    """Our gradients: of those roots that require grad."""
    pairs = [(one, seed) for (one, _), seed in zip(roots, seeds, strict=True) if one.requires_grad]
    if not pairs:
        return [None] * len(inputs)
    try:
        return world.gradients([one for one, _ in pairs], inputs, [seed for _, seed in pairs], create_graph)
    except (EngineError, RuntimeError) as error:
        raise Refused(f"backward: {type(error).__name__}: {error}") from error


def _theirs(entry: Entry, sample: Any) -> Any:
    torch.manual_seed(SEED)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return sample.output_process_fn_grad(entry.info.op(sample.input, *sample.args, **sample.kwargs))


def _ours(entry: Entry, crossing: Crossing, sample: Any, first: Any, args: Any, kwargs: Any) -> Any:
    try:
        return run(entry, crossing, first, args, kwargs, sample.output_process_fn_grad)
    except (Missing, Differs):
        raise
    except Exception as error:
        raise Refused(f"{type(error).__name__}: {error}") from error


def run(entry: Entry, crossing: Crossing, first: Any, args: Any, kwargs: Any, process: Any = lambda out: out) -> Any:
    """An entry's function on carriers, in the other world."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        crossing.named("manual_seed", (SEED,), {})
        if entry.is_by_name:
            return process(crossing.named(entry.info.name, (first, *args), kwargs))
        with crossing:
            result = process(entry.info.op(first, *args, **kwargs))
        if not crossing.calls:
            raise Missing("PyTorch's own Python, which calls nothing")
        return result


def tensors(value: Any) -> list[torch.Tensor]:
    """The tensors in nested lists, once each."""
    found: dict[int, torch.Tensor] = {}

    def look(value: Any) -> None:
        if isinstance(value, torch.Tensor):
            found[id(value)] = value
        elif isinstance(value, list | tuple):
            for item in value:
                look(item)
        elif isinstance(value, dict):
            look(list(value.values()))

    look(value)
    return list(found.values())


def _paired(world: World, ours: Any, theirs: Any) -> list[tuple[Any, Any]]:
    """Results side by side, those in lists one by one."""
    if isinstance(theirs, list | tuple) and not isinstance(theirs, torch.Size):
        if not isinstance(ours, list | tuple) or len(ours) != len(theirs):
            raise Differs(f"the result should be {len(theirs)} values")
        return [pair for one, other in zip(ours, theirs, strict=True) for pair in _paired(world, one, other)]
    return [(ours.tensor if isinstance(ours, Carrier) else ours, theirs)]


def _check(world: World, one: Any, other: Any, what: str, order: int, entry: Entry) -> None:
    """Refuse what is not the same; a gradient that is None is zero."""
    if not isinstance(other, torch.Tensor) and not (other is None and order):
        one = world.take(one).item() if world.is_tensor(one) else one
        if (tuple(one) if isinstance(one, list | tuple) else one) != (
            tuple(other) if isinstance(other, list | tuple) else other
        ):
            raise Differs(f"{what} is {one!r:.80}, PyTorch's {other!r:.80}")
        return
    if order and (one is None or other is None):
        array = next((x for x in (other, None if one is None else world.take(one)) if x is not None), None)
        if array is not None and bool((array.detach() != 0).any()):
            raise Differs(f"{what} is None for {'us' if one is None else 'PyTorch'} alone")
        return
    if not world.is_tensor(one):
        raise Differs(f"{what} is no tensor but {one!r:.80}")
    found = world.take(one)
    expected = other.detach().resolve_conj().resolve_neg()
    if found.dtype != expected.dtype:
        raise Differs(f"{what} has dtype {found.dtype}, PyTorch's {expected.dtype}")
    if found.shape != expected.shape:
        raise Differs(f"{what} has shape {list(found.shape)}, PyTorch's {list(expected.shape)}")
    if not expected.numel():
        return
    if expected.dtype not in TOLERANCE:
        if not torch.equal(found, expected):
            raise Differs(f"{what} differs: {_worst(found, expected)}")
        return
    tolerance, expected_dtype = TOLERANCE[expected.dtype] * LOOSER.get(order, 1), expected.dtype
    wide = torch.complex128 if expected.dtype.is_complex else torch.float64
    found, expected = found.to(wide), expected.to(wide)
    half = expected_dtype in (torch.float16, torch.bfloat16)
    if order == 2 or (half and entry.name in OVERFLOWS):  # where PyTorch's come to 0 / 0 ours may know better
        expected = torch.where(expected.isnan(), found, expected)
    finite = expected.abs()[expected.isfinite()]
    scale = float(finite.max()) if finite.numel() else 0.0
    relative, allowed = entry.tolerance(expected_dtype)
    absolute = allowed + tolerance * (max(scale, 1e-3) if order or half else max(min(scale, 1.0), 1e-6)) * 0.1
    if not torch.allclose(found, expected, rtol=max(tolerance, relative), atol=absolute, equal_nan=True):
        raise Differs(f"{what} differs: {_worst(found, expected)}")


def _worst(found: torch.Tensor, expected: torch.Tensor) -> str:
    """The place where two tensors are furthest apart."""
    if found.dtype is torch.bool:
        found, expected = found.int(), expected.int()
    apart = torch.nan_to_num((found - expected).abs().double(), nan=float("inf"), posinf=float("inf")).flatten()
    same = (found == expected).flatten() | (found.isnan() & expected.isnan()).flatten()
    place = int(torch.where(same, torch.zeros_like(apart), apart).argmax())
    return f"{found.flatten()[place].item()} for {expected.flatten()[place].item()} at {place}"


def _cotangent(tensor: torch.Tensor, number: int) -> torch.Tensor:
    """A random gradient for a tensor."""
    generator = torch.Generator().manual_seed(number)
    return torch.randn(tensor.shape, dtype=tensor.dtype, generator=generator)
