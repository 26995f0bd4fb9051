"""Registration: a module's parameters, buffers and submodules, which are attributes of it and known as its own."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any, Final

from gradwire.handles import Table
from gradwire.nn.parameter import Buffer, Parameter
from gradwire.recording.descriptions import UNKNOWN
from gradwire.tensors.tensor import Tensor

PARAMETERS: Final = "_parameters"
BUFFERS: Final = "_buffers"
MODULES: Final = "_modules"

parameter_hooks: Final[Table] = OrderedDict()
buffer_hooks: Final[Table] = OrderedDict()
module_hooks: Final[Table] = OrderedDict()
"""What PyTorch lets its users call whenever any module registers something."""


class Registration:
    """An object whose attributes that are parameters, buffers and modules are kept apart, by kind and in order."""

    _parameters: dict[str, Parameter | None]
    _buffers: dict[str, Tensor | None]
    _non_persistent_buffers_set: set[str]
    _modules: dict[str, Any]

    def register_parameter(self, name: str, param: Parameter | None) -> None:
        """Take a parameter, or None in its place, as the attribute `name`."""
        self._check_name("parameter", PARAMETERS, name)
        if param is None:
            self._parameters[name] = None
            return
        if not isinstance(param, Parameter):
            raise TypeError(
                f"cannot assign '{type(param).__name__}' object to parameter '{name}' (torch.nn.Parameter or None "
                "required)"
            )
        if param._d is not UNKNOWN and not param.is_leaf:  # it is made a leaf: no need to ask
            raise ValueError(
                f"Cannot assign non-leaf Tensor to parameter '{name}': compute it from parameters in forward()"
            )
        self._parameters[name] = _asked(parameter_hooks, self, name, param)

    def register_buffer(self, name: str, tensor: Tensor | None, persistent: bool = True) -> None:
        """Take a tensor that is not learnt, or None, as the attribute `name`; state_dict() has it if `persistent`."""
        self._check_name("buffer", BUFFERS, name)
        if tensor is not None and not isinstance(tensor, Tensor):
            raise TypeError(
                f"cannot assign '{type(tensor).__name__}' object to buffer '{name}' (torch Tensor or None required)"
            )
        self._buffers[name] = _asked(buffer_hooks, self, name, tensor)
        (self._non_persistent_buffers_set.discard if persistent else self._non_persistent_buffers_set.add)(name)

    def add_module(self, name: str, module: Any) -> None:
        """Take a module, or None in its place, as the attribute `name`."""
        if module is not None and not isinstance(module, Registration):
            raise TypeError(f"{type(module).__name__} is not a Module subclass")
        self._check_name("module", MODULES, name)
        self._modules[name] = _asked(module_hooks, self, name, module)

    def register_module(self, name: str, module: Any) -> None:
        """The same as add_module."""
        self.add_module(name, module)

    def _check_name(self, kind: str, kept: str, name: Any) -> None:
        mine = self.__dict__.get(kept)
        if mine is None:
            raise AttributeError(f"cannot assign {kind} before Module.__init__() call")
        if not isinstance(name, str):
            raise TypeError(f"{kind} name should be a string. Got {type(name).__name__}")
        if "." in name or not name:
            raise KeyError(f'{kind} name can\'t {"be empty" if not name else "contain a dot"}, got: "{name}"')
        if name not in mine and hasattr(self, name):
            raise KeyError(f"attribute '{name}' already exists")

    def __getattr__(self, name: str) -> Any:
        own = self.__dict__
        if "_parameters" in own:  # and then the others are there, too; every call of a layer comes by here
            kept = own["_parameters"]
            if name in kept:
                return kept[name]
            kept = own["_modules"]
            if name in kept:
                return kept[name]
            kept = own["_buffers"]
            if name in kept:
                return kept[name]
        raise AttributeError(f"'{type(self).__name__}' object has no attribute '{name}'")

    def __setattr__(self, name: str, value: Any) -> None:
        own = self.__dict__
        if isinstance(value, Parameter):
            self._make_room(name, "parameters", PARAMETERS)
            self.register_parameter(name, value)
        elif name in own.get(PARAMETERS, ()):
            _check_absent(value, "parameter", name, "torch.nn.Parameter or None expected")
            self.register_parameter(name, None)
        elif isinstance(value, Registration):
            self._make_room(name, "module", MODULES)
            own[MODULES][name] = _asked(module_hooks, self, name, value)
        elif name in own.get(MODULES, ()):
            _check_absent(value, "child module", name, "torch.nn.Module or None expected")
            own[MODULES][name] = _asked(module_hooks, self, name, None)
        elif isinstance(value, Buffer):
            self._make_room(name, "buffers", BUFFERS)
            self.register_buffer(name, value, value.persistent)
        elif name in own.get(BUFFERS, ()):
            if not isinstance(value, Tensor):
                _check_absent(value, "buffer", name, "torch.nn.Buffer, torch.Tensor or None expected")
            own[BUFFERS][name] = _asked(buffer_hooks, self, name, value)
        else:
            object.__setattr__(self, name, value)

    def _make_room(self, name: str, kind: str, kept: str) -> None:
        """Remove an attribute of another kind, in whose place something is put."""
        own = self.__dict__
        if kept not in own:
            raise AttributeError(f"cannot assign {kind} before Module.__init__() call")
        own.pop(name, None)
        for other in (PARAMETERS, BUFFERS, MODULES):
            if other != kept:
                own[other].pop(name, None)
        if kept != BUFFERS:
            own["_non_persistent_buffers_set"].discard(name)

    def __delattr__(self, name: str) -> None:
        for kept in (PARAMETERS, BUFFERS, MODULES):
            if name in self.__dict__.get(kept, ()):
                del self.__dict__[kept][name]
                if kept == BUFFERS:
                    self._non_persistent_buffers_set.discard(name)
                return
        object.__delattr__(self, name)

    def __dir__(self) -> list[str]:
        kept = (*self._parameters, *self._modules, *self._buffers)
        names = {*dir(type(self)), *self.__dict__, *kept}
        return sorted(name for name in names if not name[:1].isdigit())


def _asked(hooks: Table, module: Registration, name: str, value: Any) -> Any:
    """The value to be registered, after the hooks that may change it."""
    for hook in hooks.values():
        changed = hook(module, name, value)
        if changed is not None:
            value = changed
    return value


def _check_absent(value: Any, kind: str, name: str, expected: str) -> None:
    if value is not None:
        raise TypeError(f"cannot assign '{type(value).__name__}' as {kind} '{name}' ({expected})")
