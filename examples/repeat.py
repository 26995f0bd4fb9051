"""A training loop that is one request: three thousand steps of a small network, which the server repeats by itself.

    python examples/repeat.py               on a gradwire server (`make serve`; GRADWIRE_URL says where)

The model and its first weights are made as ever; the loop is written in the server's words (docs/api.md, section 8). A
bar shows how far it is: of tqdm if that is installed.
"""

import math

import gradwire as torch

nn, F = torch.nn, torch.nn.functional

RATE = 0.1
STEPS = 3000


def training(model, steps):
    """The loop: a step of gradient descent on all points, with the loss kept of each tenth one."""
    weights = [f"model.{name}" for name, _ in model.named_parameters()]
    forward = []
    for weight, bias in zip(weights[::2], weights[1::2], strict=True):
        forward += [
            {"op": "nn.functional.linear", "inputs": ["_" if forward else "x", weight, bias]},
            {"op": "tanh", "inputs": ["_"]},
        ]
    forward[-1] = {"op": "nn.functional.mse_loss", "inputs": ["_", "y"], "out": "_loss"}
    update = [{"op": "sub_", "inputs": [weight, f"{weight}.grad"], "alpha": RATE} for weight in weights]
    step = [
        *forward,
        {"backward": {"tensors": ["_loss"]}},
        {"grad_mode": {"enabled": False, "steps": update}},
        {"delete": [f"{weight}.grad" for weight in weights]},
    ]
    return [{"repeat": {"times": steps, "steps": step, "collect": {"_losses": "_loss"}, "every": 10}}]


def main():
    with torch.Session(seed=0) as session:
        model = nn.Sequential(nn.Linear(1, 32), nn.Tanh(), nn.Linear(32, 32), nn.Tanh(), nn.Linear(32, 1))
        x = torch.rand(64, 1) * 2 * math.pi - math.pi
        y = torch.sin(2 * x)
        tensors = {"x": x, "y": y} | {f"model.{name}": parameter for name, parameter in model.named_parameters()}
        found = session.run(training(model, STEPS), tensors=tensors, returns=["_losses"], progress=True)
        losses = found["_losses"]
        print(f"loss {losses[0]:.4f} after ten steps, {losses[-1]:.6f} after {STEPS}")
        print(f"sin(2 · 1) is {math.sin(2):.4f}, the model says {model(torch.tensor([[1.0]])).item():.4f}")


if __name__ == "__main__":
    main()
