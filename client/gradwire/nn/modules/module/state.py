"""State: a module's parameters and persistent buffers as a dict by their paths, saved and loaded.

https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html#torch.nn.Module.state_dict
"""

from __future__ import annotations

from collections import OrderedDict, namedtuple
from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple, NoReturn, Self

from gradwire.differentiation.grad_modes import no_grad
from gradwire.handles import RemovableHandle, Table, enter
from gradwire.nn.modules.module.traversal import Traversal
from gradwire.nn.parameter import Parameter, is_lazy
from gradwire.recording.origins import warn
from gradwire.recording.together import together
from gradwire.tensors.tensor import Tensor

EXTRA: Final = "_extra_state"
ASSIGN: Final = "assign_to_params_buffers"


class _IncompatibleKeys(namedtuple("IncompatibleKeys", ["missing_keys", "unexpected_keys"])):
    """What loading a state dict found too little and too much."""

    __slots__ = ()

    def __repr__(self) -> str:
        return super().__repr__() if self.missing_keys or self.unexpected_keys else "<All keys matched successfully>"

    __str__ = __repr__


class StateHook(NamedTuple):
    """A hook of a state dict; a public one is called with the module, and must return nothing."""

    function: Callable[..., Any]
    public: bool


class _Blank:
    """What makes the object that a copy of a module begins as. It stands where pickle looks first, and is refused."""

    def __call__(self, cls: type[State]) -> State:
        return cls.__new__(cls)

    def __reduce__(self) -> NoReturn:
        raise TypeError(
            "a module's tensors live on the server, and it is not pickled: write its state by "
            "gradwire.safetensors.save_model(model, path), and read it by load_model(model, path) into another module"
        )


class State(Traversal):
    """`state_dict` and `load_state_dict`, with what a class may define of its own and the hooks."""

    _version: int = 1
    """A class that changes what its state means counts this up; `_load_from_state_dict` is told the version."""

    _state_dict_pre_hooks: Table
    _state_dict_hooks: Table
    _load_state_dict_pre_hooks: Table
    _load_state_dict_post_hooks: Table

    def __reduce__(self) -> tuple[_Blank, tuple[type[Self]], Any]:
        return _Blank(), (type(self),), self.__getstate__()

    def get_extra_state(self) -> Any:
        """What else belongs to the state; a class that defines it defines set_extra_state too."""
        raise RuntimeError(f"{type(self).__name__} has no extra state: define get_extra_state and set_extra_state")

    def set_extra_state(self, state: Any) -> None:
        """Take back what get_extra_state gave."""
        raise RuntimeError(f"{type(self).__name__} has no extra state: define get_extra_state and set_extra_state")

    # saving

    def state_dict(self, *args: Any, destination: Any = None, prefix: str = "", keep_vars: bool = False) -> Any:
        """Parameters and persistent buffers of the whole tree by their paths: as they are, not copied, and detached
        unless `keep_vars`."""
        if args:
            warn("give destination, prefix and keep_vars to state_dict() by their names", FutureWarning)
            given = dict(zip(("destination", "prefix", "keep_vars"), args, strict=False))
            destination, prefix = given.get("destination", destination), given.get("prefix", prefix)
            keep_vars = given.get("keep_vars", keep_vars)
        if destination is None:
            destination = OrderedDict()
            destination._metadata = OrderedDict()
        local_metadata = {"version": self._version}
        if hasattr(destination, "_metadata"):
            destination._metadata[prefix[:-1]] = local_metadata
        for hook in self._state_dict_pre_hooks.values():
            hook(self, prefix, keep_vars)
        with together(self.parameters()):
            self._save_to_state_dict(destination, prefix, keep_vars)
            for name, module in self._modules.items():
                if module is not None:
                    module.state_dict(destination=destination, prefix=f"{prefix}{name}.", keep_vars=keep_vars)
        for hook in self._state_dict_hooks.values():
            result = hook.function(self, destination, prefix, local_metadata)
            if hook.public and result is not None:
                raise RuntimeError("a state_dict post-hook changes the dict that it is given and returns None")
            destination = destination if result is None else result
        return destination

    def _save_to_state_dict(self, destination: Any, prefix: str, keep_vars: bool) -> None:
        """Put this module's own state into `destination`, without that of its submodules."""
        for name, tensor in self._own_state().items():
            destination[prefix + name] = tensor if keep_vars else tensor.detach()
        if type(self).get_extra_state is not State.get_extra_state:
            destination[prefix + EXTRA] = self.get_extra_state()

    def _own_state(self) -> dict[str, Tensor]:
        """What of the state is this module's own, by name."""
        kept = {name: one for name, one in self._buffers.items() if name not in self._non_persistent_buffers_set}
        return {name: one for name, one in (*self._parameters.items(), *kept.items()) if one is not None}

    # loading

    def load_state_dict(self, state_dict: Mapping[str, Any], strict: bool = True, assign: bool = False) -> Any:
        """Copy the tensors of a state dict into this module's; with `assign` take them themselves.

        Returns the keys that were missing and unexpected. With `strict` there must be none, and always must the shapes
        agree: else RuntimeError, after what fits was loaded.
        """
        if not isinstance(state_dict, Mapping):
            raise TypeError(f"Expected state_dict to be dict-like, got {type(state_dict)}.")
        missing: list[str] = []
        unexpected: list[str] = []
        errors: list[str] = []
        metadata = getattr(state_dict, "_metadata", None) or {}
        with together(self.parameters()):
            self._load(OrderedDict(state_dict), "", metadata, assign, missing, unexpected, errors)
        if strict:
            for kind, keys in (("Unexpected", unexpected), ("Missing", missing)):
                if keys:
                    named = ", ".join(f'"{key}"' for key in keys)
                    errors.insert(0, f"{kind} key(s) in state_dict: {named}. ")
        if errors:
            text = "\n\t".join(errors)
            raise RuntimeError(f"Error(s) in loading state_dict for {type(self).__name__}:\n\t{text}")
        return _IncompatibleKeys(missing, unexpected)

    def _load(
        self,
        entries: Mapping[str, Any],
        prefix: str,
        metadata: Mapping[str, dict[str, Any]],
        assign: bool,
        missing: list[str],
        unexpected: list[str],
        errors: list[str],
    ) -> None:
        local = metadata.get(prefix[:-1], {})
        if assign:
            local[ASSIGN] = assign
        self._load_from_state_dict(entries, prefix, local, True, missing, unexpected, errors)
        for name, module in self._modules.items():
            if module is not None:
                path = f"{prefix}{name}."
                below = {key: entry for key, entry in entries.items() if key.startswith(path)}
                module._load(below, path, metadata, assign, missing, unexpected, errors)
        found = _IncompatibleKeys(missing, unexpected)
        for hook in self._load_state_dict_post_hooks.values():
            if hook(self, found) is not None:
                raise AssertionError("a load_state_dict post-hook changes the keys that it is given and returns None")

    def _load_from_state_dict(
        self,
        state_dict: Mapping[str, Any],
        prefix: str,
        local_metadata: dict[str, Any],
        strict: bool,
        missing_keys: list[str],
        unexpected_keys: list[str],
        error_msgs: list[str],
    ) -> None:
        """Load this module's own state, not its submodules'; classes may extend it to read older versions."""
        given = (state_dict, prefix, local_metadata, strict, missing_keys, unexpected_keys, error_msgs)
        for hook in self._load_state_dict_pre_hooks.values():
            hook.function(*((self, *given) if hook.public else given))
        own = self._own_state()
        for name, tensor in own.items():
            key = prefix + name
            if key in state_dict:
                problem = self._take(name, tensor, key, state_dict[key], local_metadata.get(ASSIGN, False))
                error_msgs += [] if problem is None else [problem]
            elif strict:
                missing_keys.append(key)
        extra = prefix + EXTRA
        takes_extra = type(self).set_extra_state is not State.set_extra_state
        if takes_extra and extra in state_dict:
            self.set_extra_state(state_dict[extra])
        elif strict and takes_extra:
            missing_keys.append(extra)
        elif strict and extra in state_dict:
            unexpected_keys.append(extra)
        for key in state_dict if strict else ():
            if key.startswith(prefix) and key != extra:
                name, dot, _ = key[len(prefix) :].partition(".")
                if name not in (self._modules if dot else own):
                    unexpected_keys.append(key)

    def _take(self, name: str, tensor: Tensor, key: str, given: Any, assign: bool) -> str | None:
        """Copy a tensor of a state dict, or take it itself; what is wrong with it, if anything."""
        if not isinstance(given, Tensor):
            return f'"{key}" is of type {type(given).__name__}: a tensor is expected'
        if is_lazy(tensor):  # and so is what is given, as its shape was not taken
            return None
        if not tensor.shape and given.shape == (1,):  # as it was before PyTorch had tensors of no dimension
            given = given[0]
        if given.shape != tensor.shape:
            return f"size mismatch for {key}: it has shape {given.shape}, and in the model {tensor.shape}."
        try:
            if not assign:
                with no_grad():
                    tensor.copy_(given)
            elif not isinstance(tensor, Parameter):
                self._buffers[name] = given
            elif isinstance(given, Parameter):
                given.requires_grad_(tensor.requires_grad)
                self._parameters[name] = given
            else:
                self._parameters[name] = Parameter(given, tensor.requires_grad)
        except Exception as error:  # noqa: BLE001
            return f'copying "{key}" failed: {error}'
        return None

    # hooks

    def register_state_dict_pre_hook(self, hook: Callable[..., Any]) -> RemovableHandle:
        """Call `hook(module, prefix, keep_vars)` before state_dict() looks at this module."""
        return enter(self._state_dict_pre_hooks, hook)

    def register_state_dict_post_hook(self, hook: Callable[..., Any]) -> RemovableHandle:
        """Call `hook(module, state_dict, prefix, local_metadata)` after state_dict() has looked at this module."""
        return enter(self._state_dict_hooks, StateHook(hook, True))

    def _register_state_dict_hook(self, hook: Callable[..., Any]) -> RemovableHandle:
        """The same, and what the hook returns takes the dict's place."""
        return enter(self._state_dict_hooks, StateHook(hook, False))

    def register_load_state_dict_pre_hook(self, hook: Callable[..., Any]) -> RemovableHandle:
        """Call `hook(module, ...)`, with what `_load_from_state_dict` is given, before this module is loaded."""
        return enter(self._load_state_dict_pre_hooks, StateHook(hook, True))

    def _register_load_state_dict_pre_hook(
        self, hook: Callable[..., Any], with_module: bool = False
    ) -> RemovableHandle:
        return enter(self._load_state_dict_pre_hooks, StateHook(hook, with_module))

    def register_load_state_dict_post_hook(self, hook: Callable[..., Any]) -> RemovableHandle:
        """Call `hook(module, incompatible_keys)` after this module was loaded; it may change the lists of keys."""
        return enter(self._load_state_dict_post_hooks, hook)
