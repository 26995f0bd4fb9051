"""Which GPUs the server has, and which of them is the current one: each thread's own choice, as in PyTorch."""

from __future__ import annotations

from typing import Any, NamedTuple, Self

from gradwire.devices import current_gpu, set_current_gpu
from gradwire.devices import device as Device
from gradwire.recording.handle import Handle
from gradwire.recording.state import state

_BF16 = (8, 0)
"""The compute capability from which on a GPU computes with bfloat16 by itself."""


class Properties(NamedTuple):
    """What get_device_properties tells: memory is in bytes, major and minor are the compute capability."""

    name: str
    major: int
    minor: int
    total_memory: int
    multi_processor_count: int


def entries() -> list[dict[str, Any]]:
    """The server's descriptions of its GPUs."""
    return [entry for entry in state.recorder().line.devices() if entry["device"].startswith("cuda")]


def entry(which: Any = None) -> dict[str, Any]:
    """The server's description of a GPU, of the current one by default; RuntimeError where there is none at all."""
    found, number = entries(), index(which)
    if not found:
        raise RuntimeError("the server has no CUDA GPU: torch.cuda.is_available() tells, and the device 'cpu' works")
    if not 0 <= number < len(found):
        raise AssertionError(f"Invalid device id {number}: the server has {len(found)} GPU(s), numbered from 0")
    return found[number]


def index(which: Any = None) -> int:
    """The number of the GPU that is meant; the current one's for None and "cuda"."""
    if which is None or isinstance(which, int):
        return current_gpu() if which is None else which
    if isinstance(which, device):
        return which.idx
    place = Device(which)
    if place.type != "cuda":
        raise ValueError(f"Expected a cuda device, but got: {place}")
    return current_gpu() if place.index is None else place.index


def is_available() -> bool:
    """Whether the server has a GPU."""
    return device_count() > 0


def device_count() -> int:
    """How many GPUs the server has."""
    return len(entries())


def init() -> None:
    """See that the server has a GPU; there is nothing to begin."""
    entry()


def is_initialized() -> bool:
    """Whether GPUs can be used, which need no beginning: where the server has one."""
    return is_available()


def current_device() -> int:
    """The number of the GPU that "cuda" stands for."""
    return index(entry()["device"])


def set_device(device: Any) -> None:
    """Make a GPU of the server the current one, in this thread; a negative number changes nothing.

    RuntimeError where there is no such GPU.
    """
    if (number := index(device)) >= 0:
        _find(number)
        set_current_gpu(number)


def _find(number: int) -> None:
    """See that there is such a GPU: an AsyncSession, which cannot ask here, finds it out when it is used."""
    recorder, place = state.recorder(), Device("cuda", number)
    if recorder.waits and place not in recorder.descriptions.places:
        try:
            entry(number)
        except AssertionError as error:
            raise RuntimeError(*error.args) from None
        recorder.descriptions.places.add(place)


class device:  # noqa: N801
    """`with torch.cuda.device(1):` that GPU is the current one; a negative number or None changes nothing.

    RuntimeError on entering where there is no such GPU.
    """

    def __init__(self, device: Any) -> None:
        self.idx = -1 if device is None else index(device)
        self._before: list[int] = []

    def __enter__(self) -> Self:
        before = current_gpu()
        set_device(self.idx)
        self._before.append(before)
        return self

    def __exit__(self, *_: object) -> None:
        set_current_gpu(self._before.pop())


class device_of(device):  # noqa: N801
    """`with torch.cuda.device_of(x):` the GPU that x is on is the current one; a tensor on the CPU changes nothing."""

    def __init__(self, obj: Handle) -> None:
        place = obj.describe().device
        super().__init__(place if place.type == "cuda" else None)


def get_device_name(device: Any = None) -> str:
    """What a GPU is called."""
    return str(entry(device)["name"])


def get_device_capability(device: Any = None) -> tuple[int, int]:
    """A GPU's compute capability, as (9, 0)."""
    return _capability(entry(device))


def get_device_properties(device: Any = None) -> Properties:
    """A GPU's name, compute capability, memory and number of multiprocessors."""
    found = entry(device)
    return Properties(found["name"], *_capability(found), found["memory"], found["multiprocessors"])


def _capability(found: dict[str, Any]) -> tuple[int, int]:
    major, minor = found["compute_capability"].split(".")
    return int(major), int(minor)


def is_bf16_supported(including_emulation: bool = True) -> bool:
    """Whether the current GPU computes with bfloat16; slower ones do it by way of float32."""
    return is_available() and (including_emulation or get_device_capability() >= _BF16)


def can_device_access_peer(device: Any, peer_device: Any) -> bool:
    """Whether one GPU reads another's memory by itself: the server does not use it, a copy goes by the host."""
    entry(device), entry(peer_device)
    return False


def synchronize(device: Any = None) -> None:
    """Send what is recorded, and wait until GPUs have carried out everything that the session asked for."""
    _find(index(device))
    state.recorder().line.synchronize()
