"""Gradients of torch.nn.functional where functions bend: activations, losses, pooling, dropout."""

from __future__ import annotations

from typing import Any

from tests.oracle.side_by_side.outcome import raised, slopes

NAN, INF = float("nan"), float("inf")
BENDS = [-INF, -6.0, -3.0, -1.0, -0.5, -0.0, 0.0, 0.5, 1.0, 3.0, 6.0, 20.0, INF, NAN]


def _leaf(torch: Any, values: Any) -> Any:
    return torch.tensor(values, dtype=torch.float64, requires_grad=True)


def activations(torch: Any) -> Any:
    f = torch.nn.functional
    names = "relu relu6 leaky_relu elu selu celu gelu silu mish softplus softsign softshrink hardshrink tanhshrink"
    names += " hardtanh hardswish hardsigmoid logsigmoid"
    return {name: slopes(torch, getattr(f, name), _leaf(torch, BENDS)) for name in names.split()}


def activations_with_other_parameters(torch: Any) -> Any:
    f = torch.nn.functional
    functions = {
        "leaky_relu": lambda x: f.leaky_relu(x, 0.0),
        "steep": lambda x: f.leaky_relu(x, 2.0),
        "elu": lambda x: f.elu(x, 2.0),
        "softplus": lambda x: f.softplus(x, 2.0, 6.0),
        "hardtanh": lambda x: f.hardtanh(x, -3.0, 3.0),
        "threshold": lambda x: f.threshold(x, 0.5, 7.0),
        "softshrink": lambda x: f.softshrink(x, 0.0),
        "hardshrink": lambda x: f.hardshrink(x, 1.0),
        "gelu": lambda x: f.gelu(x, approximate="tanh"),
        "glu": lambda x: f.glu(x),
        "in_place": lambda x: f.relu(x * 1, inplace=True),
    }
    return {name: slopes(torch, function, _leaf(torch, BENDS)) for name, function in functions.items()}


def slopes_that_are_learnt(torch: Any) -> Any:
    x, weight = _leaf(torch, [[-1.0, 0.0], [2.0, -3.0]]), _leaf(torch, [0.25, -0.5])
    return slopes(torch, torch.nn.functional.prelu, x, weight), slopes(torch, torch.nn.functional.prelu, x, weight[:1])


def second_derivatives_at_bends(torch: Any) -> Any:
    f = torch.nn.functional

    def second(function: Any) -> Any:
        x = _leaf(torch, [-3.0, -0.5, 0.0, 0.5, 3.0])
        (first,) = torch.autograd.grad((function(x) ** 2).sum(), x, create_graph=True)
        return slopes(torch, lambda x: first, x)

    names = "relu relu6 leaky_relu elu celu softplus softshrink hardshrink hardtanh hardswish gelu silu"
    return {name: second(getattr(f, name)) for name in names.split()}


def slopes_that_change_in_steps_have_slopes_of_zero(torch: Any) -> Any:
    f = torch.nn.functional
    functions = {
        "leaky_relu": f.leaky_relu,
        "steep": lambda x: f.leaky_relu(x, 2.0),
        "threshold": lambda x: f.threshold(x, 0.5, 7.0),
        "prelu": lambda x: f.prelu(x, torch.tensor([0.25], dtype=torch.float64)),
        "nll_loss": lambda x: f.nll_loss(x, torch.tensor([1])),
        **{name: getattr(f, name) for name in ["relu", "relu6", "hardtanh", "hardshrink", "softshrink"]},
        **{name: getattr(torch, name) for name in ["abs", "amax", "floor", "sign", "square"]},
        "clamp": lambda x: x.clamp(0, 1),
        "max": lambda x: x.max(),
        "where": lambda x: torch.where(x > 0, x, 2 * x),
    }
    found = {}
    for name, function in functions.items():
        x = _leaf(torch, [[-0.5, 0.25, 3.0]])
        (slope,) = torch.autograd.grad(function(x).sum(), x, create_graph=True)
        zero = [one.clone() for one in slopes(torch, lambda x, s=slope: s, x)] if slope.requires_grad else None
        found[name] = slope.requires_grad, zero
    return found


def losses_where_input_and_target_meet(torch: Any) -> Any:
    f = torch.nn.functional
    x, y = _leaf(torch, [0.0, 1.0, 2.0, -1.0, 0.5, NAN]), _leaf(torch, [0.0, 0.0, 0.0, 0.0, 0.0, 0.0])
    functions = {
        "l1": f.l1_loss,
        "mse": f.mse_loss,
        "smooth": f.smooth_l1_loss,
        "smooth_at": lambda x, y: f.smooth_l1_loss(x, y, beta=0.5),
        "smooth_0": lambda x, y: f.smooth_l1_loss(x, y, beta=0.0),
        "huber": f.huber_loss,
        "huber_at": lambda x, y: f.huber_loss(x, y, delta=0.5),
        "sum": lambda x, y: f.l1_loss(x, y, reduction="sum"),
        "none": lambda x, y: f.l1_loss(x, y, reduction="none"),
    }
    return {name: slopes(torch, function, x, y) for name, function in functions.items()}


def losses_at_their_margins(torch: Any) -> Any:
    f = torch.nn.functional
    x, y = _leaf(torch, [[0.5, 0.0], [1.0, -1.0]]), _leaf(torch, [[0.5, 1.0], [0.0, -1.0]])
    signs = torch.tensor([1, -1])
    spread = torch.tensor([[1.0, -1.0], [-1.0, 1.0]], dtype=torch.float64)
    functions = {
        "hinge": lambda x, y: f.hinge_embedding_loss(x, spread) + y.sum() * 0,
        "margin_ranking": lambda x, y: f.margin_ranking_loss(x[0], y[0], signs, margin=0.0),
        "margin_1": lambda x, y: f.margin_ranking_loss(x[0], y[0], signs, margin=1.0),
        "cosine": lambda x, y: f.cosine_embedding_loss(x, y + 0.1, signs),
        "multi_margin": lambda x, y: f.multi_margin_loss(x, torch.tensor([0, 1])) + y.sum() * 0,
        "multi_label": lambda x, y: f.multilabel_margin_loss(x, torch.tensor([[0, -1], [1, 0]])) + y.sum() * 0,
        "triplet": lambda x, y: f.triplet_margin_loss(x, y, x + 1),
        "triplet_same": lambda x, y: f.triplet_margin_loss(x, x, y),
        "soft_margin": lambda x, y: f.soft_margin_loss(x, spread) + y.sum() * 0,
    }
    return {name: slopes(torch, function, x, y) for name, function in functions.items()}


def losses_of_certain_probabilities(torch: Any) -> Any:
    f = torch.nn.functional
    p, t = _leaf(torch, [0.0, 1.0, 0.5, 1.0]), torch.tensor([0.0, 1.0, 0.25, 0.0], dtype=torch.float64)
    logits = _leaf(torch, [-INF, 800.0, 0.0, -800.0])
    functions = {
        "bce": lambda p: f.binary_cross_entropy(p, t),
        "poisson": lambda p: f.poisson_nll_loss(p, t, log_input=False),
        "gaussian": lambda p: f.gaussian_nll_loss(p, t, torch.zeros(4, dtype=torch.float64)),
        "kl": lambda p: f.kl_div(p, t, reduction="sum"),
        "kl_log": lambda p: f.kl_div(p, p.detach() - 1, reduction="sum", log_target=True),
    }
    found = {name: slopes(torch, function, p) for name, function in functions.items()}
    found["bce_logits"] = slopes(torch, lambda x: f.binary_cross_entropy_with_logits(x, t), logits)
    found["kl_target"] = slopes(torch, lambda q: f.kl_div(q, t, reduction="none"), logits.detach().requires_grad_())
    return found


def cross_entropy_of_impossible_and_ignored_classes(torch: Any) -> Any:
    f = torch.nn.functional
    x = _leaf(torch, [[0.0, -INF, 1.0], [2.0, 2.0, 2.0]])
    y = torch.tensor([0, 1])
    functions = {
        "cross_entropy": lambda x: f.cross_entropy(x, y),
        "impossible": lambda x: f.cross_entropy(x, torch.tensor([1, 0])),
        "ignored": lambda x: f.cross_entropy(x, y, ignore_index=0),
        "all_ignored": lambda x: f.cross_entropy(x, torch.tensor([-100, -100])),
        "smoothed": lambda x: f.cross_entropy(x[1:], y[1:], label_smoothing=0.1),
        "weighted": lambda x: f.cross_entropy(x, y, weight=torch.tensor([0.0, 2.0, 1.0], dtype=torch.float64)),
        "nll": lambda x: f.nll_loss(x, y, reduction="sum"),
        "softmin": lambda x: f.softmin(x, 1)[:, 0],
    }
    return {name: slopes(torch, function, x) for name, function in functions.items()}


def pooling_needs_its_input(torch: Any) -> Any:
    f = torch.nn.functional
    functions = {
        "max_pool2d": lambda x: f.max_pool2d(x, 2),
        "avg_pool2d": lambda x: f.avg_pool2d(x, 2),
        "adaptive_max": lambda x: f.adaptive_max_pool2d(x, 1),
    }
    found = {}
    for name, function in functions.items():
        x = _leaf(torch, [[[[1.0, 1.0], [0.5, 2.0]]]])
        changed = x * 1
        out = function(changed)
        (slope,) = torch.autograd.grad(out.sum(), changed, create_graph=True)
        zero = [one.clone() for one in slopes(torch, lambda x, s=slope: s, x)]
        changed.add_(1)
        found[name] = slope.detach(), zero, raised(lambda out=out: out.sum().backward(), torch)
    return found


def pooling_ties_go_to_the_first(torch: Any) -> Any:
    f = torch.nn.functional
    x = _leaf(torch, [[[2.0, 2.0, 1.0, 3.0, 3.0, 3.0]]])
    image = _leaf(torch, [[[[1.0, 1.0, 2.0], [1.0, 1.0, 2.0], [NAN, 0.0, 2.0]]]])
    return {
        "max_pool1d": slopes(torch, lambda x: f.max_pool1d(x, 2), x),
        "overlapping": slopes(torch, lambda x: f.max_pool1d(x, 3, 1), x),
        "padded": slopes(torch, lambda x: f.max_pool1d(-x, 3, padding=1), x),
        "max_pool2d": slopes(torch, lambda x: f.max_pool2d(x, 2, 1), image),
        "adaptive": slopes(torch, lambda x: f.adaptive_max_pool1d(x, 2), x),
        "lp_pool": slopes(torch, lambda x: f.lp_pool1d(x - 2, 2, 2), x),
    }


def dropout_of_nothing_and_of_all(torch: Any) -> Any:
    f = torch.nn.functional
    x = _leaf(torch, [1.0, -2.0, INF])
    functions = {
        "none": lambda x: f.dropout(x, 0.0),
        "all": lambda x: f.dropout(x[:2], 1.0),
        "asleep": lambda x: f.dropout(x, 0.5, training=False),
        "alpha": lambda x: f.alpha_dropout(x[:2], 0.0),
        "in_place": lambda x: f.dropout(x * 1, 0.0, inplace=True),
    }
    print(raised(lambda: f.dropout(x, 1.5)), raised(lambda: f.dropout(x, -0.1)))
    return {name: slopes(torch, function, x) for name, function in functions.items()}


def norms_of_constant_layers(torch: Any) -> Any:
    f = torch.nn.functional
    x = _leaf(torch, [[2.0, 2.0, 2.0], [1.0, 2.0, 4.0]])
    weights = torch.tensor([1.0, -1.0, 3.0], dtype=torch.float64)
    functions = {
        "layer_norm": lambda x: f.layer_norm(x, (3,)) * weights,
        "rms_norm": lambda x: f.rms_norm(x * 0, (3,)) * weights,
        "batch_norm": lambda x: f.batch_norm(x, None, None, training=True) * weights,
        "normalize": lambda x: f.normalize(x * 0) * weights,
        "local": lambda x: f.local_response_norm(x[None], 2) * weights,
    }
    return {name: slopes(torch, function, x) for name, function in functions.items()}


def interpolation_and_grids_at_the_borders(torch: Any) -> Any:
    f = torch.nn.functional
    image = _leaf(torch, [[[[1.0, 2.0], [3.0, 5.0]]]])
    grid = _leaf(torch, [[[[-1.0, -1.0], [0.0, 0.0], [1.0, 1.0], [1.5, 0.5]]]])
    found = {
        mode: slopes(torch, lambda x, g, m=mode: f.grid_sample(x, g, padding_mode=m, align_corners=True), image, grid)
        for mode in ("zeros", "border", "reflection")
    }
    found["nearest"] = slopes(torch, lambda x: f.interpolate(x, scale_factor=1.5), image)
    found["bilinear"] = slopes(torch, lambda x: f.interpolate(x, size=(3, 3), mode="bilinear"), image)
    return found
