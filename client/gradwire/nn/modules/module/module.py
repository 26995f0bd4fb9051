"""Module: what all layers and models are made of."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any, Final, Self

from gradwire.differentiation import gradients
from gradwire.nn.modules.module.calls import Calls
from gradwire.nn.modules.module.conversion import Conversion
from gradwire.nn.modules.module.printing import Printing
from gradwire.nn.modules.module.state import State
from gradwire.recording.together import together

_PACKAGE: Final = 3
"""gradwire.nn.modules.linear has so many dots; what is deeper is one module to PyTorch."""


class Module(Conversion, State, Calls, Printing):
    """A layer or model: subclass it, set parameters and other modules as attributes, and define forward().

    https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html
    """

    call_super_init: bool = False
    """Whether __init__ calls that of the next class in line, with the arguments given."""

    training: bool

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        if not self.call_super_init and (args or kwargs):
            unexpected = f"argument {next(iter(kwargs))!r}" if kwargs else f"{len(args)} positional arguments"
            raise TypeError(f"{type(self).__name__}.__init__() got unexpected {unexpected}")
        self.__dict__.update(training=True, _parameters={}, _buffers={}, _non_persistent_buffers_set=set())
        self._begin_hooks()
        self.__dict__.update(
            _state_dict_hooks=OrderedDict(),
            _state_dict_pre_hooks=OrderedDict(),
            _load_state_dict_pre_hooks=OrderedDict(),
            _load_state_dict_post_hooks=OrderedDict(),
            _modules={},
        )
        if self.call_super_init:
            super().__init__(*args, **kwargs)

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        adopt(cls)

    def train(self, mode: bool = True) -> Self:
        """Set the mode of the whole tree: training, or with False evaluation. Dropout and the like differ in it."""
        if not isinstance(mode, bool):
            raise ValueError("training mode is expected to be boolean")
        self.training = mode
        for module in self.children():
            module.train(mode)
        return self

    def eval(self) -> Self:
        """Set the mode of the whole tree to evaluation."""
        return self.train(False)

    def requires_grad_(self, requires_grad: bool = True) -> Self:
        """Let all parameters require grad, or none."""
        with together(self.parameters()):
            for parameter in self.parameters():
                parameter.requires_grad_(requires_grad)
        return self

    def zero_grad(self, set_to_none: bool = True) -> None:
        """Forget the gradients of all parameters, or make them zero."""
        (gradients.forget if set_to_none else gradients.make_zero)(list(self.parameters()))


def adopt(cls: type) -> None:
    """Let a class of this package be of the module where PyTorch has it."""
    package, *path = cls.__module__.split(".")
    if package == "gradwire":
        cls.__module__ = ".".join(["torch", *path[:_PACKAGE]])


adopt(Module)
