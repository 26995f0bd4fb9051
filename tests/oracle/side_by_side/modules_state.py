"""state_dict and load_state_dict."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any

from tests.oracle.side_by_side.outcome import raised


def _net(torch: Any, fill: float = 0.5) -> Any:
    net = torch.nn.Sequential(torch.nn.Linear(2, 2), torch.nn.ReLU(), torch.nn.Linear(2, 1, bias=False))
    net.register_buffer("steps", torch.tensor(3))
    net.register_buffer("cache", torch.zeros(1), persistent=False)
    with torch.no_grad():
        for p in net.parameters():
            p.fill_(fill)
    return net


def it_has_parameters_and_persistent_buffers(torch: Any) -> Any:
    state = _net(torch).state_dict()
    print(type(state), list(state), dict(state._metadata), {type(entry) for entry in state.values()})
    return dict(state)


def it_shares_the_values(torch: Any) -> Any:
    net = _net(torch)
    state = net.state_dict()
    state["0.bias"].fill_(7)
    return net[0].bias, state["0.bias"]


def it_may_keep_the_parameters_themselves(torch: Any) -> None:
    net = _net(torch)
    state = net.state_dict(keep_vars=True)
    print(state["0.weight"] is net[0].weight, state["steps"] is net.steps, state["0.weight"].requires_grad)


def it_may_be_put_into_a_dict_under_a_path(torch: Any) -> None:
    given: Any = OrderedDict()
    print(_net(torch).state_dict(destination=given, prefix="net.") is given, list(given))
    print(list(_net(torch).state_dict(prefix="a.")), list(_net(torch).state_dict(given, "b.", False)))


def loading_copies_the_values(torch: Any) -> Any:
    net, other = _net(torch), _net(torch, 2.0)
    before = net[0].weight
    result = net.load_state_dict(other.state_dict())
    print(result, result.missing_keys, result.unexpected_keys, net[0].weight is before)
    with torch.no_grad():
        other[0].weight.fill_(9)
    return net[0].weight, net[0].weight.requires_grad, net.steps


def loading_is_strict_about_keys(torch: Any) -> Any:
    net, state = _net(torch), _net(torch, 2.0).state_dict()
    del state["0.bias"], state["steps"]
    state["3.weight"] = torch.ones(1)
    state["0.scale"] = torch.ones(1)
    state["nothing"] = torch.ones(1)
    state["1.a.b"] = torch.ones(1)
    print(raised(lambda: net.load_state_dict(state), torch))
    result = net.load_state_dict(state, strict=False)
    print(result, len(result), tuple(result))
    return net[0].weight, net[0].bias


def what_fits_is_loaded_although_keys_do_not(torch: Any) -> Any:
    net, state = _net(torch), _net(torch, 2.0).state_dict()
    del state["0.bias"]
    print(raised(lambda: net.load_state_dict(state), torch))
    return net[0].weight, net[0].bias


def shapes_must_agree_always(torch: Any) -> Any:
    net, state = _net(torch), _net(torch, 2.0).state_dict()
    state["0.weight"] = torch.ones(3, 3)
    print(raised(lambda: net.load_state_dict(state), torch), raised(lambda: net.load_state_dict(state, strict=False)))
    return net[0].weight, net[0].bias


def a_size_mismatch_names_key_and_shapes(torch: Any) -> None:
    net, state = _net(torch), _net(torch).state_dict()
    state["0.weight"] = torch.ones(3, 4)
    try:
        net.load_state_dict(state)
    except RuntimeError as error:
        print([part in str(error) for part in ("Sequential", "0.weight", "3, 4", "2, 2", "size mismatch")])


def keys_that_do_not_fit_are_named(torch: Any) -> None:
    net, state = torch.nn.Linear(2, 2), {"weight": torch.ones(2, 2), "wait": torch.ones(1)}
    try:
        net.load_state_dict(state)
    except RuntimeError as error:
        print(error)


def a_vector_of_one_is_loaded_into_a_number(torch: Any) -> Any:
    m = torch.nn.Module()
    m.p = torch.nn.Parameter(torch.tensor(1.0))
    m.load_state_dict({"p": torch.tensor([5.0])})
    return m.p


def what_is_no_tensor_is_not_loaded(torch: Any) -> None:
    m = torch.nn.Linear(1, 1)
    print(raised(lambda: m.load_state_dict({"weight": 5, "bias": torch.ones(1)})))
    print(raised(lambda: m.load_state_dict([("weight", 5)])), raised(lambda: m.load_state_dict(None)))


def other_dtypes_are_cast(torch: Any) -> Any:
    m = torch.nn.Linear(1, 1)
    m.load_state_dict({"weight": torch.tensor([[2.0]], dtype=torch.float64), "bias": torch.tensor([3])})
    return m.weight, m.bias


def assign_takes_the_tensors_themselves(torch: Any) -> Any:
    net, given = torch.nn.Linear(1, 1), {"weight": torch.tensor([[2.0]], dtype=torch.float64), "bias": torch.ones(1)}
    net.bias.requires_grad_(False)
    print(net.load_state_dict(given, assign=True), type(net.weight), net.bias.requires_grad)
    given["bias"].fill_(5)
    own = torch.nn.Parameter(torch.zeros(1), requires_grad=False)
    net.requires_grad_()
    net.load_state_dict({**given, "bias": own}, assign=True)
    print(net.bias is own, own.requires_grad)
    return net.weight, net.bias


def assign_replaces_buffers(torch: Any) -> Any:
    m = torch.nn.Module()
    m.register_buffer("b", torch.ones(2))
    given = torch.zeros(2)
    m.load_state_dict({"b": given}, assign=True)
    return m.b is given, m.b


def shared_parameters_are_in_it_under_both_names(torch: Any) -> Any:
    m = torch.nn.Module()
    m.a = torch.nn.Linear(1, 1, bias=False)
    m.b = torch.nn.Linear(1, 1, bias=False)
    m.b.weight = m.a.weight
    print(list(m.state_dict()))
    m.load_state_dict({"a.weight": torch.tensor([[1.0]]), "b.weight": torch.tensor([[2.0]])})
    print(m.a.weight is m.b.weight)
    return m.a.weight


def extra_state_is_saved_and_loaded(torch: Any) -> None:
    class Counting(torch.nn.Module):
        def __init__(self, count: int) -> None:
            super().__init__()
            self.count = count

        def get_extra_state(self) -> Any:
            return {"count": self.count}

        def set_extra_state(self, state: Any) -> None:
            self.count = state["count"]

    outer, other = torch.nn.Sequential(Counting(5)), torch.nn.Sequential(Counting(0))
    print(outer.state_dict(), other.load_state_dict(outer.state_dict()), other[0].count)
    print(raised(lambda: other.load_state_dict({})), other.load_state_dict({}, strict=False))
    print(torch.nn.Sequential(torch.nn.ReLU()).load_state_dict(outer.state_dict(), strict=False))
    print(raised(torch.nn.Module().get_extra_state), raised(lambda: torch.nn.Module().set_extra_state(None)))


def versions_are_told_to_those_that_load(torch: Any) -> None:
    class Newer(torch.nn.Module):
        _version = 2

        def _load_from_state_dict(self, state_dict: Any, prefix: str, local_metadata: Any, *rest: Any) -> None:
            print(prefix, local_metadata, list(state_dict), rest[0])
            super()._load_from_state_dict(state_dict, prefix, local_metadata, *rest)

    m = torch.nn.Sequential(Newer())
    print(dict(m.state_dict()._metadata), m.load_state_dict(m.state_dict()), m.load_state_dict({}))


def hooks_see_a_state_dict_being_made(torch: Any) -> None:
    m, seen = torch.nn.Sequential(torch.nn.Linear(1, 1)), []
    m[0].register_state_dict_pre_hook(lambda module, prefix, keep: seen.append((module is m[0], prefix, keep)))

    def add(module: Any, state: Any, prefix: str, metadata: Any) -> None:
        state[prefix + "extra"] = 5
        seen.append((list(state), prefix, metadata))

    handle = m[0].register_state_dict_post_hook(add)
    print(list(m.state_dict()), seen)
    handle.remove()
    m._register_state_dict_hook(lambda module, state, prefix, metadata: {"all": len(state)})
    print(m.state_dict())
    m[0].register_state_dict_post_hook(lambda *given: 5)
    print(raised(m.state_dict))


def hooks_see_a_state_dict_being_loaded(torch: Any) -> Any:
    m = torch.nn.Sequential(torch.nn.Linear(1, 1))

    def rename(module: Any, state: Any, prefix: str, metadata: Any, strict: bool, *lists: Any) -> None:
        print(module is m[0], sorted(state), prefix, metadata, strict, lists)
        state[prefix + "bias"] = state.pop(prefix + "old")

    def forgive(module: Any, keys: Any) -> None:
        print(module is m, keys)
        keys.missing_keys.clear()

    m[0].register_load_state_dict_pre_hook(rename)
    m.register_load_state_dict_post_hook(forgive)
    print(m.load_state_dict({"0.old": torch.ones(1)}))
    m.register_load_state_dict_post_hook(lambda module, keys: 5)
    print(raised(lambda: m.load_state_dict({"0.old": torch.ones(1)})))
    return m[0].bias


def a_number_is_loaded_from_one_element_alone(torch: Any) -> None:
    m = torch.nn.Module()
    m.register_buffer("count", torch.tensor(1))
    print(m.load_state_dict({"count": torch.tensor([5])}), m.count)
    print(raised(lambda: m.load_state_dict({"count": torch.tensor([6, 7])})), m.count)
