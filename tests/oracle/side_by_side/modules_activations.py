"""Activations and dropouts as modules."""

from __future__ import annotations

from typing import Any

from tests.oracle.side_by_side.outcome import raised

_IN_PLACE = ["ReLU", "RReLU", "Hardtanh", "ReLU6", "Hardsigmoid", "SiLU", "Mish", "Hardswish", "ELU", "CELU", "SELU"]
_SMOOTH = ["Sigmoid", "Tanh", "GLU", "GELU", "LogSigmoid", "Softplus", "Softsign", "Tanhshrink"]
_PLAIN = [*_IN_PLACE, *_SMOOTH, "LeakyReLU", "PReLU", "Hardshrink", "Softshrink"]
_DROPOUTS = ["Dropout", "Dropout1d", "Dropout2d", "Dropout3d", "AlphaDropout", "FeatureAlphaDropout"]


def _x(torch: Any) -> Any:
    return torch.tensor([[-7.0, -0.3, 0.2, 8.0], [-3.0, 0.7, -1.0, 30.0]], requires_grad=True)


def they_print_their_arguments(torch: Any) -> None:
    nn = torch.nn
    print(*[getattr(nn, name)() for name in _PLAIN], sep="\n")
    print(*[getattr(nn, name)(inplace=True) for name in _IN_PLACE], sep="\n")
    print(
        nn.Threshold(0.1, 20), nn.Threshold(0.1, 20, inplace=True), nn.Softmax(), nn.Softmin(1), nn.LogSoftmax(dim=-1)
    )
    print(nn.Softmax2d(), nn.GLU(0), nn.GELU("tanh"), nn.PReLU(3), nn.Softplus(2, 5), nn.ELU(2), nn.Hardtanh(-2, 2))
    print(nn.Hardshrink(1), nn.Softshrink(0.2), nn.LeakyReLU(0.5), nn.CELU(3.0), nn.RReLU(0.1, 0.2))


def they_compute(torch: Any) -> Any:
    torch.manual_seed(0)
    return {name: getattr(torch.nn, name)()(_x(torch)) for name in _PLAIN}


def their_gradients(torch: Any) -> Any:
    found = {}
    for name in _PLAIN:
        x, module = _x(torch), getattr(torch.nn, name)().eval()
        module(x).sum().backward()
        found[name] = x.grad
    return found


def they_change_their_input_if_told(torch: Any) -> Any:
    found = {}
    for name in _IN_PLACE:
        x = _x(torch).detach()
        out = getattr(torch.nn, name)(inplace=True).eval()(x)
        print(name, out is x)
        found[name] = x
    x = _x(torch).detach()
    print(torch.nn.Threshold(0.1, 20, inplace=True)(x) is x)
    return found, x


def their_arguments_count(torch: Any) -> Any:
    nn, x = torch.nn, _x(torch)
    modules = [
        nn.Threshold(0.5, -2),
        nn.Hardtanh(-2, 0.5),
        nn.ELU(2.0),
        nn.CELU(2.0),
        nn.GELU("tanh"),
        nn.GLU(0),
        nn.Hardshrink(1.0),
        nn.Softshrink(1.0),
        nn.LeakyReLU(0.5),
        nn.Softplus(2, 1),
        nn.RReLU(0.1, 0.2).eval(),
    ]
    return [module(x) for module in modules]


def softmax_and_its_kin(torch: Any) -> Any:
    nn, x = torch.nn, _x(torch)
    images = torch.arange(12.0).reshape(3, 2, 2)
    print(raised(lambda: nn.Softmax2d()(x)))
    return [kind(d)(x) for kind in (nn.Softmax, nn.Softmin, nn.LogSoftmax) for d in (0, -1)], nn.Softmax2d()(images)


def softmax_without_a_dimension_warns(torch: Any) -> Any:
    return [kind()(_x(torch)) for kind in (torch.nn.Softmax, torch.nn.Softmin, torch.nn.LogSoftmax)]


def what_they_refuse(torch: Any) -> None:
    nn = torch.nn
    print(raised(lambda: nn.Hardtanh(1, 1)), raised(lambda: nn.Hardtanh(2, 1)), raised(lambda: nn.Threshold()))
    print(*[raised(lambda kind=kind: getattr(nn, kind)(p)) for kind in _DROPOUTS for p in (-0.1, 1.1)])


def the_older_arguments_of_hardtanh(torch: Any) -> None:
    print(torch.nn.Hardtanh(min_value=-3, max_value=3))


def prelu_learns_its_slope(torch: Any) -> Any:
    m, x = torch.nn.PReLU(4, init=0.5), _x(torch)
    m(x).sum().backward()
    with torch.no_grad():
        m.weight.fill_(3)
    m.reset_parameters()
    return m.weight, m.weight.grad, x.grad, list(m.state_dict())


def rrelu_draws_in_training(torch: Any) -> Any:
    torch.manual_seed(1)
    m = torch.nn.RReLU()
    return m(_x(torch)), m.eval()(_x(torch))


def dropouts_print_and_leave_out_in_training(torch: Any) -> Any:
    torch.manual_seed(2)
    shapes = ((4, 5), (2, 3, 4), (2, 3, 2, 2), (2, 3, 2, 2, 2), (4, 5), (2, 3, 4))
    found = []
    for name, shape in zip(_DROPOUTS, shapes, strict=True):
        m = getattr(torch.nn, name)(0.4)
        print(m, getattr(torch.nn, name)(0.1, inplace=True))
        found.append((m(torch.ones(shape)), m.eval()(torch.ones(shape))))
    return found


def a_dropout_may_change_its_input(torch: Any) -> Any:
    x = torch.ones(3, 4)
    print(torch.nn.Dropout(1.0, inplace=True)(x) is x)
    return x


def flatten_and_unflatten(torch: Any) -> Any:
    nn, x = torch.nn, torch.arange(24.0).reshape(2, 3, 4)
    print(nn.Flatten(0)(x).shape, nn.Flatten(1, 2)(x).shape, nn.Unflatten(2, (2, 2))(x).shape)
    print(nn.Unflatten(-1, [2, -1])(x).shape, nn.Unflatten(1, torch.Size([3, 1]))(x).shape)
    print(raised(lambda: nn.Unflatten(1, 5)), raised(lambda: nn.Unflatten(1, (2, "a"))))
    return nn.Flatten()(x)


def bilinear_and_identity(torch: Any) -> Any:
    nn, a, b = torch.nn, torch.ones(2, 2), torch.full((2, 3), 2.0)
    torch.manual_seed(3)
    m = nn.Bilinear(2, 3, 2)
    print(m, nn.Bilinear(2, 3, 2, bias=False), nn.Identity(5, unused=1), raised(lambda: nn.Bilinear(0, 1, 1)))
    return m(a, b), nn.Identity(5)(a)


def mse_loss_reduces_as_told(torch: Any) -> Any:
    nn, a, b = torch.nn, torch.ones(2, 2, requires_grad=True), torch.tensor([[0.0, 1.0], [3.0, 5.0]])
    print(nn.MSELoss(), nn.MSELoss(reduction="sum"))
    return [nn.MSELoss(reduction=reduction)(a, b) for reduction in ("none", "mean", "sum")]


def older_arguments_of_losses_warn(torch: Any) -> Any:
    nn = torch.nn
    given = ({"size_average": False}, {"reduce": False}, {"size_average": True}, {"reduce": True})
    return [nn.MSELoss(**one).reduction for one in given]


def gumbel_softmax_draws_classes(torch: Any) -> Any:
    torch.manual_seed(0)
    logits = torch.linspace(-1, 1, 12, dtype=torch.float64).view(3, 4).requires_grad_()
    soft = torch.nn.functional.gumbel_softmax(logits, tau=0.5)
    hard = torch.nn.functional.gumbel_softmax(logits, hard=True, dim=0)
    (hard * torch.arange(4)).sum().backward()
    return soft, hard, logits.grad
