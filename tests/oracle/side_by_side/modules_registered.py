"""Parameters, buffers and submodules: what a module takes as its own, and what it refuses."""

from __future__ import annotations

from typing import Any

from tests.oracle.side_by_side.outcome import raised


def attributes_are_registered_by_what_they_are(torch: Any) -> Any:
    m = torch.nn.Module()
    m.p, m.b, m.t, m.c, m.n = (
        torch.nn.Parameter(torch.ones(2)),
        torch.nn.Buffer(torch.zeros(1)),
        torch.ones(1),
        torch.nn.Linear(1, 1),
        5,
    )
    print(list(m._parameters), list(m._buffers), list(m._modules), m.t, m.n, "t" in m.__dict__, "p" in m.__dict__)
    print(type(m.b), type(m.p), m.c)
    return m.p, m.b


def nothing_is_registered_before_init(torch: Any) -> None:
    class Early(torch.nn.Module):
        def __init__(self, value: Any) -> None:
            self.value = value

    for value in (torch.nn.Parameter(torch.ones(1)), torch.nn.Module(), torch.nn.Buffer(torch.ones(1))):
        print(raised(lambda value=value: Early(value)))
    print(Early(5).value, raised(lambda: Early(5).register_parameter("p", None)))
    print(raised(lambda: Early(5).register_buffer("p", None)), raised(lambda: Early(5).add_module("p", None)))


def a_parameter_takes_the_place_of_an_attribute(torch: Any) -> None:
    m = torch.nn.Module()
    m.a = 5
    m.a = torch.nn.Parameter(torch.ones(1))
    print(m.a, "a" in m.__dict__, list(m._parameters))
    m.register_buffer("b", torch.ones(1), persistent=False)
    m.b = torch.nn.Parameter(torch.ones(1))
    print(list(m._buffers), list(m._parameters), m._non_persistent_buffers_set)
    m.a = torch.nn.Linear(1, 1)
    print(list(m._parameters), list(m._modules))
    m.a = torch.nn.Parameter(torch.ones(1))
    print(list(m._parameters), list(m._modules))


def a_registered_name_takes_its_kind_or_none(torch: Any) -> None:
    m = torch.nn.Module()
    m.p, m.c = torch.nn.Parameter(torch.ones(1)), torch.nn.ReLU()
    m.register_buffer("b", torch.ones(1))
    for name in ("p", "c", "b"):
        print(name, raised(lambda name=name: setattr(m, name, 5)), raised(lambda name=name: setattr(m, name, "text")))
    print(raised(lambda: setattr(m, "p", torch.ones(1))), raised(lambda: setattr(m, "c", torch.ones(1))))
    m.p = m.c = m.b = None
    print(m.p, m.c, m.b, m._parameters, m._modules, m._buffers, list(m.parameters()), list(m.children()))
    m.p = torch.nn.Parameter(torch.zeros(1))
    m.b = torch.zeros(2)
    print(m.p, m.b, list(m.state_dict()))


def register_parameter_refuses(torch: Any) -> None:
    m = torch.nn.Linear(1, 1)
    p = torch.nn.Parameter(torch.ones(1))
    m.taken = 5
    for name in ("a.b", "", 5, "taken", "forward"):
        print(name, raised(lambda name=name: m.register_parameter(name, p)))
    print(raised(lambda: m.register_parameter("q", torch.ones(1))), raised(lambda: m.register_parameter("q", 5)))
    m.register_parameter("q", None)
    m.register_parameter("weight", p)
    print(m.q, m.weight, list(m._parameters))


def register_buffer_refuses(torch: Any) -> None:
    m = torch.nn.Linear(1, 1)
    m.taken = 5
    for name in ("a.b", "", 5, "taken", "weight", "forward"):
        print(name, raised(lambda name=name: m.register_buffer(name, torch.ones(1))))
    print(raised(lambda: m.register_buffer("q", 5)), raised(lambda: m.register_buffer("q", [1.0])))
    m.register_buffer("q", None)
    print(m.q, list(m.buffers()), list(m._buffers))


def add_module_refuses(torch: Any) -> None:
    m = torch.nn.Linear(1, 1)
    m.taken = 5
    for name in ("a.b", "", 5, "taken", "weight"):
        print(name, raised(lambda name=name: m.add_module(name, torch.nn.ReLU())))
    print(raised(lambda: m.add_module("q", 5)), raised(lambda: m.add_module("q", torch.nn.ReLU)))
    m.add_module("q", None)
    m.register_module("r", torch.nn.ReLU())
    print(m.q, m.r, m)


def what_is_missing_is_an_attribute_error(torch: Any) -> None:
    m = torch.nn.Linear(1, 1)
    print(raised(lambda: m.nothing), hasattr(m, "weight"), hasattr(m, "wait"), getattr(m, "wait", 3))
    try:
        m.nothing
    except AttributeError as error:
        print(error)


def attributes_are_deleted(torch: Any) -> None:
    m = torch.nn.Linear(2, 1)
    m.register_buffer("b", torch.ones(1), persistent=False)
    m.c, m.n = torch.nn.ReLU(), 5
    del m.weight, m.b, m.c, m.n
    print(list(m._parameters), list(m._buffers), list(m._modules), m._non_persistent_buffers_set, hasattr(m, "n"))
    print(raised(lambda: delattr(m, "n")), raised(lambda: delattr(m, "weight")))


def dir_names_what_is_registered(torch: Any) -> None:
    m = torch.nn.Sequential(torch.nn.Linear(1, 1))
    m.p, m.extra = torch.nn.Parameter(torch.ones(1)), 5
    m.register_buffer("b", torch.ones(1))
    names = dir(m)
    print([name in names for name in ("p", "b", "extra", "0", "forward", "training")], names == sorted(names))


def a_buffer_persists_or_not(torch: Any) -> None:
    m = torch.nn.Module()
    m.register_buffer("a", torch.ones(1))
    m.register_buffer("b", torch.ones(1), persistent=False)
    m.c, m.d = torch.nn.Buffer(torch.ones(1)), torch.nn.Buffer(torch.ones(1), persistent=False)
    print([name for name, _ in m.named_buffers()], list(m.state_dict()), sorted(m._non_persistent_buffers_set))
    m.register_buffer("b", torch.ones(1))
    print(list(m.state_dict()))


def hooks_see_what_is_registered(torch: Any) -> None:
    from_module = torch.nn.modules.module
    seen: list[Any] = []

    def hook(module: Any, name: str, value: Any) -> None:
        seen.append((type(module).__name__, name, type(value).__name__))

    handles = [
        from_module.register_module_parameter_registration_hook(hook),
        from_module.register_module_buffer_registration_hook(hook),
        from_module.register_module_module_registration_hook(hook),
    ]
    m = torch.nn.Sequential(torch.nn.Linear(1, 1, bias=False))
    m.b = torch.nn.Buffer(torch.ones(1))
    m.register_buffer("c", torch.ones(1))
    for handle in handles:
        handle.remove()
    m.after = torch.nn.ReLU()
    print(seen)


def a_registration_hook_may_change_what_is_registered(torch: Any) -> Any:
    def double(module: Any, name: str, value: Any) -> Any:
        return torch.nn.Parameter(value.data * 2)

    with torch.nn.modules.module.register_module_parameter_registration_hook(double):
        m = torch.nn.Module()
        m.p = torch.nn.Parameter(torch.ones(2))
    m.q = torch.nn.Parameter(torch.ones(2))
    return m.p, m.q


def init_takes_no_arguments(torch: Any) -> None:
    class Told(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__(5)

    class Named(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__(size=5)

    print(raised(Told), raised(Named), torch.nn.Module())


def init_may_call_the_next_class(torch: Any) -> None:
    class Mixin:
        def __init__(self, size: int) -> None:
            self.size = size

    class Both(torch.nn.Module, Mixin):
        call_super_init = True

        def __init__(self) -> None:
            super().__init__(size=5)

    print(Both().size, Both().training)
