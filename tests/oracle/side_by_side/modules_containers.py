"""Sequential, ModuleList, ModuleDict, ParameterList and ParameterDict."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any

from tests.oracle.side_by_side.outcome import raised


def a_sequential_is_called_one_after_the_other(torch: Any) -> Any:
    net = torch.nn.Sequential(torch.nn.ReLU(), torch.nn.Flatten())
    print(len(net), [type(m).__name__ for m in net], net[0], net[-1], torch.nn.Sequential()(5))
    return net(torch.tensor([[[1.0], [-1.0]]]))


def a_sequential_may_have_names(torch: Any) -> None:
    net = torch.nn.Sequential(OrderedDict([("act", torch.nn.ReLU()), ("flat", torch.nn.Flatten())]))
    print(net.act is net[0], [name for name, _ in net.named_children()])
    net[1] = torch.nn.Identity()
    net.append(torch.nn.Tanh())
    print(net)
    del net[0]
    print(net)
    print(raised(lambda: torch.nn.Sequential({"act": torch.nn.ReLU()})), raised(lambda: torch.nn.Sequential(5)))


def a_sequential_is_a_list(torch: Any) -> None:
    nn = torch.nn
    net = nn.Sequential(nn.ReLU(), nn.Tanh(), nn.Sigmoid(), nn.Identity())
    print(net[1:3], net[::-2], type(net[:1]), net[1:][0] is net[1])
    for wrong in (4, -5, "0", 1.5, None):
        print(wrong, raised(lambda wrong=wrong: net[wrong]))
    net[-1] = nn.SELU()
    print(net.insert(1, nn.ELU()) is net, net)
    print(raised(lambda: net.insert(9, nn.ELU())), raised(lambda: net.insert(0, 5)))
    print(net.insert(-1, nn.GELU()), net.pop(0), net)
    del net[0:2]
    print(net, raised(lambda: net.__delitem__(7)))


def sequentials_are_joined(torch: Any) -> None:
    nn = torch.nn
    a, b = nn.Sequential(nn.ReLU()), nn.Sequential(nn.Tanh(), nn.Sigmoid())
    both = a + b
    print(both, both[0] is a[0], len(a))
    before = a
    a += b
    print(a is before, len(a), a.extend([nn.ELU()]) is a, len(a))
    print(raised(lambda: a + 5), raised(lambda: a.__iadd__(5)), raised(lambda: a.extend([5])))


def sequentials_are_repeated(torch: Any) -> None:
    net = torch.nn.Sequential(torch.nn.ReLU())
    print(net * 2, 3 * net, (net * 2)[1] is net[0])
    print(raised(lambda: net * 0), raised(lambda: net * 1.5), raised(lambda: net * -1))
    net *= 3
    print(net)


def a_list_knows_its_modules(torch: Any) -> Any:
    nn = torch.nn
    modules = nn.ModuleList([nn.Linear(1, 1), nn.ReLU()])
    print(len(modules), modules[0], modules[-1], [name for name, _ in modules.named_parameters()], modules[1:])
    print(modules.append(nn.Tanh()) is modules, modules.extend([nn.ELU()]) is modules, len(modules))
    modules.insert(0, nn.Identity())
    modules += [nn.SELU()]
    b = [nn.GELU()]
    print(modules, modules.pop(0), modules.pop(-1), len(modules + b), len(modules))
    modules[0] = nn.Sigmoid()
    del modules[1]
    del modules[-1:]
    print(modules, nn.ReLU in [type(m) for m in modules])


def a_list_refuses(torch: Any) -> None:
    modules = torch.nn.ModuleList([torch.nn.ReLU()])
    for wrong in (1, -2, "0", 1.5):
        print(wrong, raised(lambda wrong=wrong: modules[wrong]))
    print(raised(lambda: modules.append(5)), raised(lambda: modules.extend(5)), raised(lambda: modules(5)))
    print(raised(lambda: torch.nn.ModuleList(5)), raised(lambda: modules.__setitem__(3, torch.nn.ReLU())))


def a_dict_knows_its_modules(torch: Any) -> None:
    nn = torch.nn
    modules = nn.ModuleDict({"a": nn.Linear(1, 1), "b": nn.ReLU()})
    print(len(modules), modules["a"], "b" in modules, "c" in modules, list(modules), list(modules.keys()))
    print([(key, type(m).__name__) for key, m in modules.items()], len(list(modules.values())))
    print([name for name, _ in modules.named_parameters()])
    modules["c"] = nn.Tanh()
    modules.update({"d": nn.ELU(), "a": nn.SELU()})
    modules.update([("e", nn.GELU()), ["f", nn.ReLU()]])
    modules.update(nn.ModuleDict({"g": nn.ReLU()}))
    print(modules, modules.pop("a"), list(modules))
    del modules["b"]
    modules.clear()
    print(modules, len(modules), list(nn.ModuleDict([("x", nn.ReLU())])))


def a_dict_refuses(torch: Any) -> None:
    nn = torch.nn
    modules = nn.ModuleDict({"a": nn.ReLU()})
    print(raised(lambda: modules["b"]), raised(lambda: modules.pop("b")), raised(lambda: modules.__setitem__("c", 5)))
    print(raised(lambda: modules.__setitem__(5, nn.ReLU())), raised(lambda: modules.__setitem__("a.b", nn.ReLU())))
    print(raised(lambda: modules.update(5)), raised(lambda: modules.update([5])), raised(lambda: modules(5)))
    print(raised(lambda: modules.update([("a",)])), raised(lambda: modules.__setitem__("keys", nn.ReLU())))


def a_list_of_parameters(torch: Any) -> Any:
    nn = torch.nn
    values = nn.ParameterList([torch.ones(1), nn.Parameter(torch.zeros(2)), 5])
    print(len(values), type(values[0]), values[2], values[-2], [name for name, _ in values.named_parameters()])
    print(values.append(torch.ones(1)) is values, values.extend([torch.ones(2)]) is values, len(values))
    values += [torch.ones(3)]
    values[0] = torch.ones(4)
    print(len(values), values[0].shape, type(values[1:3]), [getattr(p, "shape", p) for p in values])
    print(raised(lambda: values[9]), raised(lambda: values.extend(5)), raised(lambda: values()))
    print(raised(lambda: nn.ParameterList(torch.ones(2))), list(values.state_dict()))
    return values[0]


def a_dict_of_parameters(torch: Any) -> Any:
    nn = torch.nn
    values = nn.ParameterDict({"a": torch.ones(1), "b": nn.Parameter(torch.zeros(2))})
    values["c"] = 5
    print(len(values), type(values["a"]), values["c"], list(values), list(reversed(values)), "a" in values)
    print(values.get("a"), values.get("z"), values.get("z", 7), values.setdefault("d", torch.ones(3)).shape)
    print(values.setdefault("a"), [name for name, _ in values.named_parameters()], list(values.keys()))
    print([key for key, _ in values.items()], len(list(values.values())), values.pop("c"), values.popitem())
    values.update({"e": torch.ones(1)})
    values.update([("f", torch.ones(1))])
    both, other = values | nn.ParameterDict({"g": torch.ones(1)}), values.copy()
    print(list(both), list(values), list(other), other["a"] is values["a"])
    values |= nn.ParameterDict({"h": torch.ones(1)})
    print(list(values), list(values.fromkeys(["x", "y"], 1).items()))
    del values["a"]
    print(raised(lambda: values["a"]), raised(lambda: values[5]))
    print(raised(lambda: values(5)), raised(lambda: values.update(5)))
    values.clear()
    print(values, len(values))
    return both["b"]


def gradients_reach_parameters_in_containers(torch: Any) -> Any:
    m = torch.nn.Module()
    m.list = torch.nn.ParameterList([torch.ones(2), torch.ones(2) * 2])
    m.dict = torch.nn.ParameterDict({"a": torch.ones(2)})
    (m.list[0] * m.list[1] * m.dict["a"]).sum().backward()
    print([name for name, _ in m.named_parameters()])
    return [p.grad for p in m.parameters()]


def a_plain_dict_of_parameters_is_taken_by_names(torch: Any) -> None:
    values = [(name, torch.ones(1)) for name in "bac"]
    made = torch.nn.ParameterDict(dict(values))
    print(list(made), list(torch.nn.ParameterDict(OrderedDict(values))), list(torch.nn.ParameterDict(values)))
    made["0"] = torch.ones(1)
    print(list(made.copy()), list(torch.nn.ParameterDict(made)), list(made.fromkeys("ba", torch.ones(1))))
    made.update({"z": torch.ones(1), "y": torch.ones(1)})
    print(list(made), list(made.state_dict()), list(made | torch.nn.ParameterDict({"x": torch.ones(1)})))
