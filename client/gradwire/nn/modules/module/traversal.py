"""Traversal: a module's parameters, buffers and submodules, with those of its submodules, and found by their names."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Self

from gradwire.nn.modules.module.registration import BUFFERS, PARAMETERS, Registration
from gradwire.nn.parameter import Parameter
from gradwire.tensors.tensor import Tensor


class Traversal(Registration):
    """A tree of modules. What several places of it share is met once unless `remove_duplicate` is false."""

    def named_modules(
        self, memo: set[Any] | None = None, prefix: str = "", remove_duplicate: bool = True
    ) -> Iterator[tuple[str, Self]]:
        """All modules of the tree with the paths to them, this one first, under the path `prefix`."""
        met: set[Any] = set() if memo is None else memo
        if self in met:
            return
        if remove_duplicate:
            met.add(self)
        yield prefix, self
        for name, module in self._modules.items():
            if module is not None:
                yield from module.named_modules(met, f"{prefix}.{name}" if prefix else name, remove_duplicate)

    def modules(self) -> Iterator[Self]:
        """All modules of the tree, this one first."""
        for _, module in self.named_modules():
            yield module

    def named_children(self) -> Iterator[tuple[str, Any]]:
        """The modules right below this one, with their names."""
        met = set()
        for name, module in self._modules.items():
            if module is not None and module not in met:
                met.add(module)
                yield name, module

    def children(self) -> Iterator[Any]:
        """The modules right below this one."""
        for _, module in self.named_children():
            yield module

    def named_parameters(
        self, prefix: str = "", recurse: bool = True, remove_duplicate: bool = True
    ) -> Iterator[tuple[str, Parameter]]:
        """The parameters with the paths to them; with `recurse` those of the whole tree."""
        yield from self._named_members(
            lambda module: module.__dict__[PARAMETERS].items(), prefix, recurse, remove_duplicate
        )

    def parameters(self, recurse: bool = True) -> Iterator[Parameter]:
        """The parameters; with `recurse` those of the whole tree."""
        for _, parameter in self.named_parameters(recurse=recurse):
            yield parameter

    def named_buffers(
        self, prefix: str = "", recurse: bool = True, remove_duplicate: bool = True
    ) -> Iterator[tuple[str, Tensor]]:
        """The buffers with the paths to them; with `recurse` those of the whole tree."""
        yield from self._named_members(
            lambda module: module.__dict__[BUFFERS].items(), prefix, recurse, remove_duplicate
        )

    def buffers(self, recurse: bool = True) -> Iterator[Tensor]:
        """The buffers; with `recurse` those of the whole tree."""
        for _, buffer in self.named_buffers(recurse=recurse):
            yield buffer

    def _named_members(
        self,
        get_members_fn: Callable[[Any], Any],
        prefix: str = "",
        recurse: bool = True,
        remove_duplicate: bool = True,
    ) -> Iterator[tuple[str, Any]]:
        met: set[Any] = set()
        found = self.named_modules(prefix=prefix, remove_duplicate=remove_duplicate) if recurse else [(prefix, self)]
        for path, module in found:
            for name, member in get_members_fn(module):
                if member is None or member in met:
                    continue
                if remove_duplicate:
                    met.add(member)
                yield f"{path}.{name}" if path else name, member

    # by name

    def get_submodule(self, target: str) -> Any:
        """The module at the path `target`, such as "encoder.0"; "" is this one. AttributeError where there is none."""
        module: Any = self
        for name in target.split(".") if target else ():
            below = getattr(module, name, None)
            if below is None and not hasattr(module, name):
                raise AttributeError(f"{type(module).__name__} has no attribute `{name}`")
            if not isinstance(below, Registration):
                raise AttributeError(f"`{name}` is not an nn.Module")
            module = below
        return module

    def set_submodule(self, target: str, module: Any, strict: bool = False) -> None:
        """Put a module at the path `target`; with `strict` there must be one to be replaced."""
        if not target:
            raise ValueError("Cannot set the submodule without a target name!")
        if not isinstance(module, Registration):
            raise ValueError(f"the submodule must be an nn.Module, not {type(module).__name__}")
        path, _, name = target.rpartition(".")
        parent = self.get_submodule(path)
        if strict and not hasattr(parent, name):
            raise AttributeError(f"{type(parent).__name__} has no attribute `{name}`")
        if hasattr(parent, name) and not isinstance(getattr(parent, name), Registration):
            raise AttributeError(f"`{name}` is not an nn.Module")
        setattr(parent, name, module)

    def get_parameter(self, target: str) -> Parameter:
        """The parameter at the path `target`, such as "encoder.0.weight". AttributeError where there is none."""
        found = self._get(target)
        if not isinstance(found, Parameter):
            raise AttributeError(f"`{target}` is not an nn.Parameter")
        return found

    def get_buffer(self, target: str) -> Tensor:
        """The buffer at the path `target`. AttributeError where there is none."""
        path, _, name = target.rpartition(".")
        found = self._get(target)
        if name not in self.get_submodule(path)._buffers:
            raise AttributeError(f"`{target}` is not a buffer")
        return found  # type: ignore[no-any-return]

    def _get(self, target: str) -> Any:
        path, _, name = target.rpartition(".")
        module = self.get_submodule(path)
        if not hasattr(module, name):
            raise AttributeError(f"{type(module).__name__} has no attribute `{name}`")
        return getattr(module, name)

    # upon all

    def apply(self, fn: Callable[[Any], Any]) -> Self:
        """Call `fn(module)` for every module of the tree, this one last."""
        for child in self.children():
            child.apply(fn)
        fn(self)
        return self
