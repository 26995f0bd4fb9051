"""Lazy modules: parameters that get their shapes from the first input."""

from __future__ import annotations

import copy
from typing import Any

from tests.oracle.side_by_side.outcome import raised


def a_lazy_layer_takes_its_size_from_the_first_input(torch: Any) -> Any:
    m = torch.nn.LazyLinear(3)
    print(m, m.weight, m.bias, m.has_uninitialized_params(), type(m))
    torch.manual_seed(0)
    out = m(torch.ones(2, 4))
    print(m, type(m), type(m.weight), m.in_features, len(m._forward_pre_hooks), hasattr(m, "_initialize_hook"))
    return out, m.weight, m.bias


def its_parameters_stay_the_same_objects(torch: Any) -> Any:
    m = torch.nn.LazyLinear(1)
    weight = m.weight
    m(torch.ones(1, 2)).sum().backward()
    print(m.weight is weight, weight.requires_grad, weight.is_leaf, torch.nn.parameter.is_lazy(weight))
    return weight.grad


def a_lazy_parameter_has_no_shape(torch: Any) -> None:
    p = torch.nn.UninitializedParameter()
    print(p, type(p), raised(lambda: p.shape), p.dtype, p.requires_grad, isinstance(p, torch.nn.Parameter))
    print(torch.nn.parameter.is_lazy(p), torch.nn.parameter.is_lazy(torch.nn.Parameter(torch.ones(1))))
    p.materialize((2, 3))
    print(type(p), p.shape, p.requires_grad)


def a_lazy_buffer_has_no_shape(torch: Any) -> None:
    b = torch.nn.UninitializedBuffer(dtype=torch.float64)
    print(b, raised(lambda: b.shape), b.requires_grad)
    m = torch.nn.Module()
    m.register_buffer("b", b)
    b.materialize((2,))
    print(type(b), b.shape, b.dtype, list(m.state_dict()))


def a_lazy_layer_without_bias_or_of_another_dtype(torch: Any) -> Any:
    m = torch.nn.LazyLinear(2, bias=False, dtype=torch.float64)
    print(m, m.bias, m.weight.dtype)
    m(torch.ones(1, 3, dtype=torch.float64))
    print(m, m.weight.dtype, torch.nn.LazyLinear(2).double().weight.dtype)


def a_model_of_lazy_layers(torch: Any) -> Any:
    torch.manual_seed(1)
    net = torch.nn.Sequential(torch.nn.LazyLinear(3), torch.nn.ReLU(), torch.nn.LazyLinear(1))
    print(net, [name for name, _ in net.named_parameters()])
    out = net(torch.ones(2, 2))
    print(net)
    return out, [p.detach() for p in net.parameters()]


def it_loads_a_state_with_shapes(torch: Any) -> Any:
    m, state = torch.nn.LazyLinear(2), torch.nn.Linear(3, 2).state_dict()
    print(m.load_state_dict(state), m.weight.shape, type(m), m)
    out = m(torch.ones(1, 3))
    print(m, type(m), out.shape)


def its_own_state_has_no_shapes(torch: Any) -> None:
    m, other = torch.nn.LazyLinear(2), torch.nn.LazyLinear(2)
    state = m.state_dict()
    print(state, other.has_uninitialized_params())


def a_copy_is_lazy_too(torch: Any) -> Any:
    m = torch.nn.Sequential(torch.nn.LazyLinear(2))
    other = copy.deepcopy(m)
    print(other, other[0].weight)
    print(other(torch.ones(1, 2)).shape, other(torch.ones(3, 2)).shape, m[0].has_uninitialized_params())
    print(m(torch.ones(1, 4)).shape, m(torch.ones(2, 4)).shape)
