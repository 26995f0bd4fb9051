"""torch.nn.init: the numbers that layers begin with."""

from __future__ import annotations

from typing import Any

from tests.oracle.side_by_side.outcome import raised


def layers_begin_with_pytorchs_numbers(torch: Any) -> Any:
    torch.manual_seed(0)
    net = torch.nn.Sequential(torch.nn.Linear(3, 5), torch.nn.ReLU(), torch.nn.Linear(5, 2), torch.nn.Bilinear(2, 3, 2))
    return list(net.parameters()), torch.nn.Linear(4, 4, bias=False).weight, torch.rand(2)


def a_layer_of_another_dtype_begins_with_its_numbers(torch: Any) -> Any:
    torch.manual_seed(0)
    m = torch.nn.Linear(3, 2, dtype=torch.float64)
    return m.weight, m.bias


def uniform_and_normal_numbers(torch: Any) -> Any:
    init, x = torch.nn.init, torch.empty(3, 4)
    torch.manual_seed(1)
    print(init.uniform_(x) is x)
    return x.clone(), init.uniform_(x, -2, 3).clone(), init.normal_(x).clone(), init.normal_(x, 5, 0.1).clone()


def truncated_normal_numbers(torch: Any) -> Any:
    init, x = torch.nn.init, torch.empty(4, 6)
    torch.manual_seed(2)
    a = init.trunc_normal_(x).clone()
    return a, init.trunc_normal_(x, 1.0, 0.5, 0.5, 1.5).clone(), init.trunc_normal_(torch.empty(3), mean=9.0)


def fixed_numbers(torch: Any) -> Any:
    init, x = torch.nn.init, torch.empty(2, 3)
    return [init.constant_(x, 0.3).clone(), init.ones_(x).clone(), init.zeros_(x).clone(), init.eye_(x).clone()]


def an_identity_may_be_of_any_shape(torch: Any) -> Any:
    init = torch.nn.init
    p = torch.nn.Parameter(torch.empty(4, 2, dtype=torch.float64))
    print(init.eye_(p) is p, raised(lambda: init.eye_(torch.empty(3))), raised(lambda: init.eye_(torch.empty(1, 1, 1))))
    return p


def dirac_kernels(torch: Any) -> Any:
    init = torch.nn.init
    shapes = ((3, 2, 3), (2, 3, 3, 2), (4, 2, 1, 2, 3))
    print(raised(lambda: init.dirac_(torch.empty(2, 2))), raised(lambda: init.dirac_(torch.empty(3, 2, 3), groups=2)))
    return [init.dirac_(torch.empty(*shape)) for shape in shapes], init.dirac_(torch.empty(4, 2, 3), groups=2)


def xavier_numbers(torch: Any) -> Any:
    init = torch.nn.init
    torch.manual_seed(3)
    a, b = init.xavier_uniform_(torch.empty(3, 4)), init.xavier_normal_(torch.empty(2, 3, 2, 2), gain=2.0)
    print(raised(lambda: init.xavier_uniform_(torch.empty(3))), raised(lambda: init.xavier_normal_(torch.empty(()))))
    return a, b


def kaiming_numbers(torch: Any) -> Any:
    init = torch.nn.init
    torch.manual_seed(4)
    made = [
        init.kaiming_uniform_(torch.empty(3, 4)),
        init.kaiming_normal_(torch.empty(3, 4)),
        init.kaiming_uniform_(torch.empty(2, 3, 2), a=0.2, mode="fan_out"),
        init.kaiming_normal_(torch.empty(2, 3, 2), mode="FAN_OUT", nonlinearity="relu"),
        init.kaiming_uniform_(torch.empty(2, 2), nonlinearity="selu"),
    ]
    print(raised(lambda: init.kaiming_uniform_(torch.empty(3))))
    print(raised(lambda: init.kaiming_uniform_(torch.empty(3, 3), mode="fan")))
    print(raised(lambda: init.kaiming_normal_(torch.empty(3, 3), nonlinearity="swish")))
    return made


def nothing_to_fill_is_a_warning(torch: Any) -> None:
    init = torch.nn.init
    print(init.kaiming_uniform_(torch.empty(0, 3)), init.kaiming_normal_(torch.empty(3, 0)))
    print(torch.nn.Linear(0, 2), torch.nn.Linear(2, 0))


def orthogonal_matrices(torch: Any) -> Any:
    init = torch.nn.init
    torch.manual_seed(5)
    print(raised(lambda: init.orthogonal_(torch.empty(3))), init.orthogonal_(torch.empty(0, 3)))
    shapes = ((3, 3), (4, 2), (2, 4), (3, 2, 2))
    return [init.orthogonal_(torch.empty(*shape)) for shape in shapes], init.orthogonal_(torch.empty(2, 2), gain=3)


def sparse_matrices(torch: Any) -> Any:
    init = torch.nn.init
    torch.manual_seed(6)
    print(raised(lambda: init.sparse_(torch.empty(3), 0.5)))
    return init.sparse_(torch.empty(4, 3), 0.3), init.sparse_(torch.empty(3, 2), sparsity=0.5, std=1.0)


def gains(torch: Any) -> Any:
    gain = torch.nn.init.calculate_gain
    names = (
        "linear",
        "conv1d",
        "conv2d",
        "conv3d",
        "conv_transpose2d",
        "sigmoid",
        "tanh",
        "relu",
        "leaky_relu",
        "selu",
    )
    print([gain(name) for name in names], gain("leaky_relu", 0.3), gain("leaky_relu", 1), gain("relu", 5))
    print(
        raised(lambda: gain("swish")), raised(lambda: gain("leaky_relu", True)), raised(lambda: gain("leaky_relu", "a"))
    )


def a_generator_may_be_given(torch: Any) -> Any:
    init, g = torch.nn.init, torch.Generator().manual_seed(7)
    made = [
        init.uniform_(torch.empty(3), generator=g),
        init.normal_(torch.empty(3), generator=g),
        init.trunc_normal_(torch.empty(3), generator=g),
        init.xavier_uniform_(torch.empty(2, 2), generator=g),
        init.xavier_normal_(torch.empty(2, 2), generator=g),
        init.kaiming_uniform_(torch.empty(2, 2), generator=g),
        init.kaiming_normal_(torch.empty(2, 2), generator=g),
        init.orthogonal_(torch.empty(2, 2), generator=g),
    ]
    return made, torch.rand(1, generator=g)


def parameters_are_filled_outside_the_graph(torch: Any) -> Any:
    init, p = torch.nn.init, torch.nn.Parameter(torch.empty(2, 2))
    torch.manual_seed(8)
    for fill in (init.uniform_, init.normal_, init.ones_, init.zeros_, init.orthogonal_, init.kaiming_uniform_):
        print(fill(p) is p, p.requires_grad, p.is_leaf, p.grad_fn)
    return init.constant_(p, 2.0)


def older_names_warn(torch: Any) -> Any:
    init, x = torch.nn.init, torch.empty(2, 2)
    torch.manual_seed(9)
    print(init.constant(x, 1.0) is x, init.uniform.__name__)
    names = ("uniform", "normal", "eye", "xavier_uniform", "xavier_normal", "kaiming_uniform", "kaiming_normal")
    return [getattr(init, name)(x).clone() for name in (*names, "orthogonal")], init.sparse(x, 0.5)


def parameters_are_drawn_anew(torch: Any) -> Any:
    m = torch.nn.Linear(2, 2)
    torch.manual_seed(10)
    m.reset_parameters()
    return m.weight, m.bias
