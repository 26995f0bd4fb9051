"""Values that are read, written to by an operation on something else, and read again."""

from __future__ import annotations

from typing import Any


def running_statistics_of_a_batch(torch: Any) -> None:
    mean, variance, x = torch.zeros(2), torch.ones(2), torch.tensor([[1.0, 2.0], [3.0, 5.0], [4.0, 4.0]])
    print(mean, variance)
    torch.nn.functional.batch_norm(x, mean, variance, training=True)
    print(mean, variance)
    torch.native_batch_norm(x, None, None, mean, variance, True, 0.1, 1e-5)
    print(mean, variance)
    torch.nn.functional.batch_norm(x, mean, variance)
    print(mean, variance)


def running_statistics_of_samples(torch: Any) -> None:
    mean, variance, x = torch.zeros(2), torch.ones(2), torch.arange(12.0).reshape(2, 2, 3)
    print(mean, variance)
    torch.nn.functional.instance_norm(x, mean, variance)
    print(mean, variance)
    torch.nn.functional.instance_norm(x, mean, variance, use_input_stats=False)
    print(mean, variance)


def a_layer_that_counts_batches(torch: Any) -> None:
    layer, x = torch.nn.BatchNorm1d(2), torch.tensor([[1.0, 2.0], [3.0, 5.0], [4.0, 4.0]])
    for _ in range(3):
        print(layer.running_mean, layer.running_var, layer.num_batches_tracked)
        layer(x)


def rows_of_a_table_that_are_shortened(torch: Any) -> None:
    weight, rows = torch.tensor([[3.0, 4.0], [6.0, 8.0], [9.0, 12.0]]), torch.tensor([[0, 1]])
    line = weight.view(6)
    print(weight, line)
    torch.nn.functional.embedding(rows, weight, max_norm=2.0)
    print(weight, line)
    torch.nn.functional.embedding_bag(rows, weight, max_norm=1.0)
    print(weight, line)


def a_gradient_that_a_hook_reads(torch: Any) -> None:
    w = torch.ones(2, requires_grad=True)
    w.sum().backward()
    gradient, y = w.grad, w * 2
    y.register_hook(lambda _: print(gradient))
    y.sum().backward()
    print(gradient)


def what_is_written_by_out_and_by_an_optimizer(torch: Any) -> None:
    x, w = torch.tensor([1.0, 2.0]), torch.ones(2, requires_grad=True)
    print(x, w)
    torch.add(x, 1, out=x)
    optimizer = torch.optim.SGD([w], lr=0.5)
    (w * x).sum().backward()
    print(x, w, w.grad)
    optimizer.step()
    optimizer.zero_grad(set_to_none=False)
    print(x, w, w.grad)
