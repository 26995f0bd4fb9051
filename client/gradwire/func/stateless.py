"""Modules as functions: called with other parameters, those of several models stacked, without running statistics."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from gradwire._generated.functions import stack
from gradwire.recording.handle import Handle

if TYPE_CHECKING:
    from gradwire.nn.modules.module import Module

State = Mapping[str, Any]


def functional_call(
    module: Module,
    parameter_and_buffer_dicts: State | Sequence[State],
    args: Any = None,
    kwargs: dict[str, Any] | None = None,
    *,
    tie_weights: bool = True,
    strict: bool = False,
) -> Any:
    """Call a module with these tensors in place of its parameters and buffers of the same names, during the call.

    With tie_weights, one name of a tensor that the module has under several stands for all. With strict, the names
    must be the module's, all of them.
    https://docs.pytorch.org/docs/stable/generated/torch.func.functional_call.html
    """
    arguments = () if args is None else args if isinstance(args, tuple) else (args,)
    given = _merged(parameter_and_buffer_dicts)
    with _in_place(module, given, tie_weights, strict):
        return module(*arguments, **(kwargs or {}))


def stack_module_state(models: Sequence[Module] | Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """The parameters of models of one class, stacked by name, and their buffers: what an ensemble's vmap takes.

    https://docs.pytorch.org/docs/stable/generated/torch.func.stack_module_state.html
    """
    if not len(models):
        raise RuntimeError("stack_module_state: there is no model")
    if len({model.training for model in models}) > 1:
        raise RuntimeError("stack_module_state: some models train and others do not: call train() or eval() of all")
    if len({type(model) for model in models}) > 1:
        raise RuntimeError("stack_module_state: the models must be of one class")
    parameters = [dict(model.named_parameters()) for model in models]
    buffers = [dict(model.named_buffers()) for model in models]
    return _stacked(parameters), _stacked(buffers)


def _stacked(states: Sequence[dict[str, Any]]) -> dict[str, Any]:
    return {name: _stack([state[name] for state in states]) for name in states[0]}


def _stack(tensors: Sequence[Any]) -> Any:
    """A new leaf of them all."""
    if not all(one.is_leaf for one in tensors):
        raise RuntimeError("stack_module_state: the parameters and buffers must be leaves")
    wanted = {one.requires_grad for one in tensors}
    if len(wanted) > 1:
        raise RuntimeError("stack_module_state: parameters of one name must require grad in all models or in none")
    return stack([one.detach() for one in tensors]).requires_grad_(wanted.pop())


def _merged(given: Any) -> dict[str, Any]:
    """One dict of several."""
    if isinstance(given, Mapping):
        return dict(given)
    if not (isinstance(given, Sequence) and all(isinstance(one, Mapping) for one in given)):
        raise ValueError(f"functional_call takes a dict of tensors, or a list of dicts, not {type(given).__name__}")
    merged: dict[str, Any] = {}
    for one in given:
        twice = merged.keys() & one.keys()
        if twice:
            raise ValueError(f"functional_call: {', '.join(sorted(twice))} stands in more than one dict")
        merged |= one
    return merged


@contextmanager
def _in_place(module: Module, given: dict[str, Any], tie_weights: bool, strict: bool) -> Iterator[None]:
    """A block in which a module has other parameters and buffers."""
    own = {
        **dict(module.named_parameters(remove_duplicate=False)),
        **dict(module.named_buffers(remove_duplicate=False)),
    }
    values = _tied(own, given) if tie_weights else given
    unknown, missing = given.keys() - own.keys(), own.keys() - values.keys()
    if strict and (unknown or missing):
        faults = {"no tensor is given for": missing, f"{type(module).__name__} has no": unknown}
        told = ", and ".join(f"{fault} {', '.join(sorted(names))}" for fault, names in faults.items() if names)
        raise RuntimeError(f"functional_call with strict=True: {told}")
    _check(values)
    places = [(*_place(module, name), value) for name, value in values.items() if name in own]
    before = [(table, key, table[key]) for table, key, _ in places]
    try:
        for table, key, value in places:
            table[key] = value
        yield
    finally:
        for table, key, value in before:
            table[key] = value


def _tied(own: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    """What is given, under all names that the module has for the same tensor."""
    values = dict(given)
    for name, value in given.items():
        same = [other for other in own if name in own and own[other] is own[name] and own[name] is not None]
        for other in same:
            if other in given and given[other] is not value:
                raise ValueError(f"functional_call: {name} and {other} are one tensor, and two are given for it")
            values[other] = value
    return values


def _place(module: Module, name: str) -> tuple[dict[str, Any], str]:
    """The table of a module, or of one within it, where a parameter or buffer stands, and its key there."""
    path, _, key = name.rpartition(".")
    owner = module.get_submodule(path)
    return (owner._parameters if key in owner._parameters else owner._buffers), key


def _check(values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        if not isinstance(value, Handle):
            raise TypeError(f"functional_call: {name} must be a tensor, not {type(value).__name__}")


def replace_all_batch_norm_modules_(root: Module) -> Module:
    """Let every BatchNorm in a module keep no running statistics, as vmap over its calls needs; the module comes back.

    https://docs.pytorch.org/docs/stable/generated/torch.func.replace_all_batch_norm_modules_.html
    """
    from gradwire.nn.modules.batchnorm import _BatchNorm

    for module in root.modules():
        if isinstance(module, _BatchNorm):
            module.running_mean = module.running_var = module.num_batches_tracked = None
            module.track_running_stats = False
    return root
