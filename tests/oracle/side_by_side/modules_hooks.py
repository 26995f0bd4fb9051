"""Hooks on the forward of modules."""

from __future__ import annotations

from typing import Any

from tests.oracle.side_by_side.outcome import raised


class _Double:
    """A module that doubles, and says so."""

    def __new__(cls, torch: Any) -> Any:
        class Double(torch.nn.Module):
            def forward(self, x: Any, *rest: Any, **options: Any) -> Any:
                print("forward", rest, options)
                return x * 2

        return Double()


def they_are_called_around_the_forward(torch: Any) -> Any:
    m = _Double(torch)
    m.register_forward_pre_hook(lambda module, args: print("before", module is m, args))
    m.register_forward_hook(lambda module, args, output: print("after", module is m, args, output))
    return m(torch.ones(1), 5, key=6)


def they_change_arguments_and_output(torch: Any) -> Any:
    m = _Double(torch)
    m.register_forward_pre_hook(lambda module, args: args[0] + 1)
    m.register_forward_pre_hook(lambda module, args: (args[0] * 10, "more"))
    m.register_forward_hook(lambda module, args, output: output - args[0])
    m.register_forward_hook(lambda module, args, output: (output, args[1]))
    return m(torch.ones(1))


def they_may_be_given_keywords(torch: Any) -> Any:
    m = _Double(torch)

    def before(module: Any, args: Any, kwargs: Any) -> Any:
        print("before", args, kwargs)
        return (args[0] + 1, *args[1:]), {**kwargs, "more": 7}

    m.register_forward_pre_hook(before, with_kwargs=True)
    m.register_forward_hook(lambda module, args, kwargs, output: print("after", args, kwargs, output), with_kwargs=True)
    return m(torch.ones(1), 5, key=6)


def what_a_pre_hook_with_keywords_returns_is_checked(torch: Any) -> None:
    for wrong in (5, (1, 2, 3), [(), {}]):
        m = _Double(torch)
        m.register_forward_pre_hook(lambda module, args, kwargs, wrong=wrong: wrong, with_kwargs=True)
        print(raised(lambda m=m: m(torch.ones(1))))


def their_order_is_that_of_registration_unless_prepended(torch: Any) -> None:
    m = _Double(torch)
    for name in ("a", "b"):
        m.register_forward_pre_hook(lambda module, args, name=name: print("pre", name))
        m.register_forward_hook(lambda module, args, out, name=name: print("post", name))
    m.register_forward_pre_hook(lambda module, args: print("pre first"), prepend=True)
    m.register_forward_hook(lambda module, args, out: print("post first"), prepend=True)
    m(torch.ones(1))


def handles_remove_them(torch: Any) -> None:
    m = _Double(torch)
    handle = m.register_forward_hook(lambda module, args, out: print("one"))
    print(isinstance(handle, torch.utils.hooks.RemovableHandle), len(m._forward_hooks))
    with m.register_forward_hook(lambda module, args, out: print("two")):
        m(torch.ones(1))
    handle.remove()
    handle.remove()
    m(torch.ones(1))
    print(len(m._forward_hooks))


def a_hook_may_remove_itself(torch: Any) -> None:
    m = _Double(torch)

    def once(module: Any, args: Any, output: Any) -> None:
        print("once")
        handle.remove()

    handle = m.register_forward_hook(once)
    m(torch.ones(1)), m(torch.ones(1))


def hooks_of_all_modules_come_first(torch: Any) -> Any:
    m, of = torch.nn.Sequential(torch.nn.ReLU()), torch.nn.modules.module
    m[0].register_forward_pre_hook(lambda module, args: print("own pre", args))
    m[0].register_forward_hook(lambda module, args, out: print("own", out))
    handles = [
        of.register_module_forward_pre_hook(lambda module, args: print("pre", type(module).__name__)),
        of.register_module_forward_hook(lambda module, args, out: print("post", type(module).__name__)),
        of.register_module_forward_hook(lambda module, args, kwargs, out: print("with", kwargs), with_kwargs=True),
    ]
    out = m(torch.ones(1))
    for handle in handles:
        handle.remove()
    m(torch.ones(1))
    return out


def hooks_that_are_always_called_see_failures(torch: Any) -> None:
    class Failing(torch.nn.Module):
        def forward(self, x: Any) -> Any:
            raise ValueError("no")

    m = Failing()
    m.register_forward_hook(lambda module, args, out: print("never"))
    m.register_forward_hook(lambda module, args, out: print("always", args, out), always_call=True)
    m.register_forward_hook(lambda module, args, kw, out: print("too", kw, out), with_kwargs=True, always_call=True)
    print(raised(lambda: m(5)))
    with torch.nn.modules.module.register_module_forward_hook(
        lambda module, args, out: print("global", out), always_call=True
    ):
        print(raised(lambda: m(5)))


def hooks_that_are_always_called_are_called_once(torch: Any) -> None:
    m = _Double(torch)

    def fail(module: Any, args: Any, output: Any) -> None:
        raise ValueError("no")

    m.register_forward_hook(lambda module, args, out: print("before", out), always_call=True)
    m.register_forward_hook(fail)
    m.register_forward_hook(lambda module, args, out: print("after", out), always_call=True)
    print(raised(lambda: m(torch.ones(1))))


def what_fails_in_an_always_called_hook_is_a_warning(torch: Any) -> None:
    class Failing(torch.nn.Module):
        def forward(self, x: Any) -> Any:
            raise ValueError("no")

    def fail(module: Any, args: Any, output: Any) -> None:
        raise KeyError("in the hook")

    m = Failing()
    m.register_forward_hook(fail, always_call=True)
    print(raised(lambda: m(5)))


def a_hook_sees_inner_modules(torch: Any) -> Any:
    net, shapes = torch.nn.Sequential(torch.nn.Linear(2, 3), torch.nn.ReLU(), torch.nn.Linear(3, 1)), {}
    for name, module in net.named_modules():
        module.register_forward_hook(lambda m, args, out, name=name: shapes.__setitem__(name, tuple(out.shape)))
    net(torch.ones(4, 2))
    return shapes


def a_handle_goes_with_a_copy(torch: Any) -> None:
    import copy

    m = torch.nn.ReLU()
    m.handle = m.register_forward_hook(lambda module, args, out: print("hooked"))
    other = copy.deepcopy(m)
    other.handle.remove()
    print(len(m._forward_hooks), len(other._forward_hooks))


def hooks_go_with_a_copy(torch: Any) -> None:
    import copy

    m = torch.nn.ReLU()
    m.register_forward_hook(lambda module, args, out: print("hooked", module is m))
    other = copy.deepcopy(m)
    m(torch.ones(1)), other(torch.ones(1))
    print(len(other._forward_hooks))


def hooks_may_come_and_go_during_a_call(torch: Any) -> None:
    m = torch.nn.ReLU()
    m.register_forward_pre_hook(
        lambda module, args: setattr(module, "handle", module.register_forward_hook(lambda *_: print("late")))
    )
    m(torch.ones(1))

    class Once(torch.nn.Module):
        def forward(self, x: Any) -> Any:
            self.handle.remove()
            return x

    once = Once()
    once.handle = once.register_forward_hook(lambda *_: print("never"))
    once(torch.ones(1))


def hooks_called_after_a_failure_see_what_the_last_one_gave(torch: Any) -> None:
    class Fails(torch.nn.Module):
        def forward(self, x: Any) -> Any:
            raise ValueError("no")

    m = Fails()
    m.register_forward_hook(lambda module, args, out: print(out) or 5, always_call=True)
    m.register_forward_hook(lambda module, args, out: print(out), always_call=True)
    print(raised(lambda: m(1)))
