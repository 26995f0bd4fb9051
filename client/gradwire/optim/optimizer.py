"""Optimizer: groups of parameters with their options, and the state that is kept for each parameter."""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from collections.abc import Callable, Iterable
from typing import Any, Final

from gradwire.differentiation import gradients
from gradwire.handles import RemovableHandle, Table, enter
from gradwire.optim import states
from gradwire.optim.hooks import Hook, with_hooks
from gradwire.optim.hooks import register_optimizer_step_post_hook as register_optimizer_step_post_hook
from gradwire.optim.hooks import register_optimizer_step_pre_hook as register_optimizer_step_pre_hook
from gradwire.recording.origins import warn
from gradwire.tensors.tensor import Tensor

Group = dict[str, Any]
Params = Iterable[Any]
"""Tensors, pairs of names and tensors, or groups: dicts with `params` and options of their own."""


class _Required:
    def __repr__(self) -> str:
        return "<required parameter>"


required: Final = _Required()
"""The default of an option that each group must say."""


class Optimizer:
    """The base of all optimizers: what is changed is in `param_groups`, what is kept for it in `state`.

    https://docs.pytorch.org/docs/stable/optim.html
    """

    def __init__(self, params: Params, defaults: dict[str, Any]) -> None:
        self.defaults = defaults
        self._make_hook_tables()
        cls = type(self)
        if not hasattr(cls.step, "hooked"):
            cls.step = with_hooks(cls.step)  # type: ignore[method-assign]
        if isinstance(params, Tensor):
            raise TypeError("an optimizer takes an iterable of tensors or dicts: put the tensor in a list")
        self.state: defaultdict[Any, Any] = defaultdict(dict)
        self.param_groups: list[Group] = []
        given = list(params)
        if not given:
            raise ValueError("optimizer got an empty parameter list")
        for group in given if isinstance(given[0], dict) else [{"params": given}]:
            self.add_param_group(group)

    def _make_hook_tables(self) -> None:
        self._step_pre_hooks: Table = OrderedDict()
        self._step_post_hooks: Table = OrderedDict()
        self._state_dict_pre_hooks: Table = OrderedDict()
        self._state_dict_post_hooks: Table = OrderedDict()
        self._load_state_dict_pre_hooks: Table = OrderedDict()
        self._load_state_dict_post_hooks: Table = OrderedDict()

    def __getstate__(self) -> dict[str, Any]:
        return {"defaults": self.defaults, "state": self.state, "param_groups": self.param_groups}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        if "_step_pre_hooks" not in self.__dict__:
            self._make_hook_tables()

    def __repr__(self) -> str:
        groups = ""
        for number, group in enumerate(self.param_groups):
            options = [f"    {key}: {group[key]}\n" for key in sorted(group) if key != "params"]
            groups += f"\nParameter Group {number}\n{''.join(options)}"
        return f"{type(self).__name__} ({groups})"

    def step(self, closure: Callable[[], Any] | None = None) -> Any:
        """Change the parameters by their gradients; `closure` computes the loss and these gradients first."""
        raise NotImplementedError

    def zero_grad(self, set_to_none: bool = True) -> None:
        """Forget the gradients of all parameters, or fill them with zeros."""
        params = [param for group in self.param_groups for param in group["params"]]
        (gradients.forget if set_to_none else gradients.make_zero)(params)

    def add_param_group(self, param_group: Group) -> None:
        """Add parameters with options of their own; those that it does not say are the optimizer's defaults."""
        if not isinstance(param_group, dict):
            raise TypeError(f"a group of parameters is a dict, not {type(param_group).__name__}")
        _read_params(param_group)
        for param in param_group["params"]:
            if not isinstance(param, Tensor):
                raise TypeError(f"an optimizer changes tensors, and no {type(param).__name__}")
            if not (self.defaults.get("differentiable") or param.is_leaf or param.retains_grad):
                raise ValueError("can't optimize a non-leaf Tensor: give the leaf that it comes of, or detach() it")
        for name, default in self.defaults.items():
            if default is required and name not in param_group:
                raise ValueError(f"a group of parameters must say {name}, which has no default")
            param_group.setdefault(name, default)
        own = set(param_group["params"])
        if len(own) < len(param_group["params"]):
            warn("A parameter is in this group of an optimizer more than once: it is changed as often in each step.")
        named = "param_names" in param_group
        if any(("param_names" in group) != named for group in self.param_groups):
            raise ValueError(f"all groups have names or none: this one is {'with' if named else 'without'} names")
        if any(not own.isdisjoint(group["params"]) for group in self.param_groups):
            raise ValueError("some parameters appear in more than one parameter group")
        self.param_groups.append(param_group)

    # the state as a dict

    def state_dict(self) -> dict[str, Any]:
        """The state and the groups, in which parameters are numbers."""
        for hook in self._state_dict_pre_hooks.values():
            hook(self)
        result = states.pack(self.state, self.param_groups)
        for hook in self._state_dict_post_hooks.values():
            changed = hook(self, result)
            result = result if changed is None else changed
        return result

    def load_state_dict(self, state_dict: dict[str, Any]) -> None:
        """Take over what `state_dict` of such an optimizer gave."""
        given = state_dict.copy()
        for hook in self._load_state_dict_pre_hooks.values():
            changed = hook(self, given)
            given = given if changed is None else changed
        self.__setstate__(states.unpack(given, self.param_groups))
        for hook in self._load_state_dict_post_hooks.values():
            hook(self)

    # hooks

    def register_step_pre_hook(self, hook: Hook) -> RemovableHandle:
        """Call `hook(optimizer, args, kwargs)` before each step; a pair that it returns takes their place."""
        return enter(self._step_pre_hooks, hook)

    def register_step_post_hook(self, hook: Hook) -> RemovableHandle:
        """Call `hook(optimizer, args, kwargs)` after each step."""
        return enter(self._step_post_hooks, hook)

    def register_state_dict_pre_hook(self, hook: Hook, prepend: bool = False) -> RemovableHandle:
        """Call `hook(optimizer)` before its state is given out."""
        return enter(self._state_dict_pre_hooks, hook, prepend)

    def register_state_dict_post_hook(self, hook: Hook, prepend: bool = False) -> RemovableHandle:
        """Call `hook(optimizer, state_dict)` when its state is given out; what it returns takes its place."""
        return enter(self._state_dict_post_hooks, hook, prepend)

    def register_load_state_dict_pre_hook(self, hook: Hook, prepend: bool = False) -> RemovableHandle:
        """Call `hook(optimizer, state_dict)` before a state is taken over; what it returns takes its place."""
        return enter(self._load_state_dict_pre_hooks, hook, prepend)

    def register_load_state_dict_post_hook(self, hook: Hook, prepend: bool = False) -> RemovableHandle:
        """Call `hook(optimizer)` after a state was taken over."""
        return enter(self._load_state_dict_post_hooks, hook, prepend)


def _read_params(group: Group) -> None:
    """Let a group's `params` be a list of tensors, their names apart."""
    params = group["params"]
    if isinstance(params, Tensor):
        params = [params]
    elif isinstance(params, set):
        raise TypeError("the parameters of an optimizer have an order, which a set does not keep: give a list")
    params = list(params)
    names = [param[0] for param in params if isinstance(param, tuple)]
    if names and len(names) < len(params):
        raise ValueError("all parameters of an optimizer have names or none: some names are missing")
    group["params"] = [param[1] for param in params] if names else params
    if names:
        group["param_names"] = names
