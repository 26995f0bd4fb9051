"""Conversion: a module's parameters and buffers in another dtype or on another device, in place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Self

from gradwire import dtypes
from gradwire._generated.functions import empty_like
from gradwire.devices import device as Device
from gradwire.devices import placed
from gradwire.differentiation import gradients
from gradwire.differentiation.grad_modes import no_grad
from gradwire.nn.modules.module.traversal import Traversal
from gradwire.recording.handle import Handle
from gradwire.recording.origins import warn
from gradwire.recording.together import together
from gradwire.tensors.tensor import Tensor

Change = Callable[[Any], Any]


class Conversion(Traversal):
    """`to` and its like: each changes the module itself and returns it; parameters stay the same objects."""

    def _apply(self, fn: Change, recurse: bool = True) -> Self:
        """Put `fn(tensor)` in the place of every parameter, gradient and buffer."""
        gradients.existing(list(self.parameters()))  # asked about together
        with together(self.parameters()):
            for module in self.children() if recurse else ():
                module._apply(fn)
            with no_grad():
                for parameter in self._parameters.values():
                    if parameter is not None:
                        gradient = parameter.grad
                        _change(parameter, fn)
                        if gradient is not None:
                            _change(gradient, fn)
            for name, buffer in self._buffers.items():
                if buffer is not None:
                    self._buffers[name] = fn(buffer)
        return self

    def to(self, *args: Any, **kwargs: Any) -> Self:
        """Cast the floating tensors to a dtype, move all to a device: to(dtype), to("cuda"), to(device, dtype)."""
        place, kind = _target(*args, **kwargs)
        if kind is not None and not (kind.is_floating_point or kind.is_complex):
            raise TypeError(f"nn.Module.to only accepts floating point or complex dtypes, but got desired dtype={kind}")
        if kind is not None and kind.is_complex:
            warn("complex modules are as new here as in PyTorch: some modules may not work as expected")

        def moved(tensor: Tensor) -> Tensor:
            floating = tensor.is_floating_point() or tensor.is_complex()
            return tensor.to(dtype=kind if floating else None, device=place)

        return self._apply(moved)

    def to_empty(self, *, device: Any, recurse: bool = True) -> Self:
        """Move to a device without the values: what is there then is left to chance."""
        return self._apply(lambda tensor: empty_like(tensor, device=device), recurse)

    def cpu(self) -> Self:
        """Move all to the server's CPU."""
        return self._apply(lambda tensor: tensor.cpu())

    def cuda(self, device: Any = None) -> Self:
        """Move all to a GPU of the server."""
        return self._apply(lambda tensor: tensor.cuda(device))

    def type(self, dst_type: Any) -> Self:
        """Cast all to a dtype."""
        return self._apply(lambda tensor: tensor.type(dst_type))

    def float(self) -> Self:
        """Cast the floating tensors to float32."""
        return self._apply(lambda tensor: tensor.float() if tensor.is_floating_point() else tensor)

    def double(self) -> Self:
        """Cast the floating tensors to float64."""
        return self._apply(lambda tensor: tensor.double() if tensor.is_floating_point() else tensor)

    def half(self) -> Self:
        """Cast the floating tensors to float16."""
        return self._apply(lambda tensor: tensor.half() if tensor.is_floating_point() else tensor)

    def bfloat16(self) -> Self:
        """Cast the floating tensors to bfloat16."""
        return self._apply(lambda tensor: tensor.bfloat16() if tensor.is_floating_point() else tensor)


def _change(tensor: Tensor, fn: Change) -> None:
    changed = fn(tensor)
    if changed is not tensor:  # most often nothing changes, and then nothing is sent
        tensor.data = changed


def _target(
    device: Any = None, dtype: Any = None, non_blocking: bool = False, *, tensor: Handle | None = None
) -> tuple[Device | None, dtypes.dtype | None]:
    """The device and dtype that `to` was asked for."""
    if tensor is None and isinstance(device, Handle):
        tensor = device
    if tensor is not None:
        like = tensor.describe()
        return like.device, like.dtype
    if isinstance(device, (dtypes.dtype, type)):
        device, dtype = None, device
    if not (device is None or isinstance(device, (Device, str, int))) or isinstance(device, bool):
        raise TypeError(f"to() takes a device, a dtype or a tensor, not {type(device).__name__}")
    return placed(device), dtypes.as_dtype(dtype)
