"""Parameters, buffers and modules: met one after the other, and found by their names."""

from __future__ import annotations

from typing import Any

from tests.oracle.side_by_side.outcome import raised


def _net(torch: Any) -> Any:
    net = torch.nn.Module()
    net.body = torch.nn.Sequential(torch.nn.Linear(2, 3), torch.nn.ReLU(), torch.nn.Linear(3, 1, bias=False))
    net.scale = torch.nn.Parameter(torch.ones(1))
    net.register_buffer("mean", torch.zeros(2))
    net.body.register_buffer("steps", torch.zeros(1), persistent=False)
    return net


def parameters_are_named_by_their_paths(torch: Any) -> None:
    net = _net(torch)
    print([(name, tuple(p.shape)) for name, p in net.named_parameters()])
    print([name for name, _ in net.named_parameters("net")], [name for name, _ in net.named_parameters(recurse=False)])
    print([tuple(p.shape) for p in net.parameters()], len(list(net.parameters(recurse=False))))


def buffers_are_named_by_their_paths(torch: Any) -> None:
    net = _net(torch)
    print([name for name, _ in net.named_buffers()], [name for name, _ in net.named_buffers("net", recurse=False)])
    print(len(list(net.buffers())), len(list(net.buffers(recurse=False))))


def modules_are_named_by_their_paths(torch: Any) -> None:
    net = _net(torch)
    print([(name, type(module).__name__) for name, module in net.named_modules()])
    print([name for name, _ in net.named_modules(prefix="net")], len(list(net.modules())))
    print([name for name, _ in net.named_children()], [type(child).__name__ for child in net.body.children()])


def what_is_shared_is_met_once(torch: Any) -> None:
    m = torch.nn.Module()
    m.a = m.b = torch.nn.Linear(1, 1)
    m.p = m.q = torch.nn.Parameter(torch.ones(1))
    m.r = m.a.weight
    m.none = None
    print([name for name, _ in m.named_parameters()], [name for name, _ in m.named_modules()])
    print([name for name, _ in m.named_children()], len(list(m.parameters())), list(m.state_dict()))
    print([name for name, _ in m.named_parameters(remove_duplicate=False)])
    print([name for name, _ in m.named_modules(remove_duplicate=False)])


def none_is_not_met(torch: Any) -> None:
    m = torch.nn.Linear(1, 1, bias=False)
    m.add_module("child", None)
    m.register_buffer("b", None)
    print([name for name, _ in m.named_parameters()], list(m.children()), list(m.buffers()), m.bias, m.child)
    print(list(m.state_dict()), m)


def submodules_are_found(torch: Any) -> None:
    net = _net(torch)
    print(net.get_submodule("body.0") is net.body[0], net.get_submodule("") is net, net.get_submodule("body.1"))
    for target in ("body.3", "head", "scale", "body.0.weight", "body..0"):
        print(target, raised(lambda target=target: net.get_submodule(target)))


def parameters_and_buffers_are_found(torch: Any) -> None:
    net = _net(torch)
    print(net.get_parameter("scale"), net.get_parameter("body.0.weight") is net.body[0].weight, net.get_buffer("mean"))
    print(net.get_buffer("body.steps"))
    for target in ("body.0.wait", "mean", "body", "nowhere.weight", ""):
        print(target, raised(lambda target=target: net.get_parameter(target)))
    for target in ("scale", "body", "nothing", "nowhere.mean"):
        print(target, raised(lambda target=target: net.get_buffer(target)))


def submodules_are_replaced(torch: Any) -> None:
    net = _net(torch)
    net.set_submodule("body.1", torch.nn.Sigmoid())
    net.set_submodule("body.9", torch.nn.Tanh())
    net.set_submodule("head", torch.nn.Tanh())
    print(net)
    print(raised(lambda: net.set_submodule("", torch.nn.Tanh())), raised(lambda: net.set_submodule("head", 5)))
    print(raised(lambda: net.set_submodule("body.7", torch.nn.Tanh(), strict=True)))
    print(raised(lambda: net.set_submodule("nowhere.7", torch.nn.Tanh())))
    print(raised(lambda: net.set_submodule("scale", torch.nn.Tanh())))


def apply_visits_all_the_deepest_first(torch: Any) -> None:
    net, seen = _net(torch), []
    print(net.apply(lambda module: seen.append(type(module).__name__)) is net, seen)


def apply_initializes(torch: Any) -> Any:
    net = _net(torch)

    def fill(module: Any) -> None:
        if isinstance(module, torch.nn.Linear):
            with torch.no_grad():
                module.weight.fill_(0.5)

    net.apply(fill)
    return net.body[0].weight, net.body[2].weight


def train_and_eval_set_the_whole_tree(torch: Any) -> None:
    net = _net(torch)
    print(net.training, net.eval() is net, [m.training for m in net.modules()])
    net.body.train()
    print([m.training for m in net.modules()], net.train(False).training, net.train().body[0].training)
    print(raised(lambda: net.train(1)), raised(lambda: net.train("yes")))


def requires_grad_sets_all_parameters(torch: Any) -> None:
    net = _net(torch)
    print(net.requires_grad_(False) is net, {p.requires_grad for p in net.parameters()})
    net.body.requires_grad_()
    print([p.requires_grad for p in net.parameters()])


def classes_are_where_pytorch_has_them(torch: Any) -> None:
    nn = torch.nn
    for kind in (nn.Module, nn.Linear, nn.Sequential, nn.ModuleList, nn.ParameterDict, nn.ReLU, nn.Flatten, nn.MSELoss):
        print(kind, kind.__module__, kind.__qualname__)
    print(nn.modules.linear.Linear is nn.Linear, nn.modules.container.Sequential is nn.Sequential)
    print(nn.modules.module.Module is nn.Module, nn.modules.Module is nn.Module, nn.modules.loss.MSELoss is nn.MSELoss)
    print(nn.modules.activation.ReLU is nn.ReLU, issubclass(nn.Linear, nn.Module))


def a_class_of_the_users_is_its_own(torch: Any) -> None:
    class Net(torch.nn.Module):
        pass

    print(Net.__module__ == __name__, Net(), raised(lambda: Net()(5)), raised(lambda: Net().forward()))
