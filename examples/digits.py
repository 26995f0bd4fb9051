"""Handwritten digits, learnt by a small convolutional network.

    python examples/digits.py                         on a gradwire server (`make serve`; GRADWIRE_URL says where)
    python examples/digits.py --pytorch               the same with PyTorch, in this process
    python examples/digits.py --losses losses.json    and the loss of each step in a file

It needs scikit-learn and tqdm. docs/digits.md shows what comes of it.
"""

import argparse
import json
import sys
from pathlib import Path

from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split
from tqdm import tqdm

if "--pytorch" in sys.argv:
    import torch
else:
    import gradwire as torch

nn, F, data = torch.nn, torch.nn.functional, torch.utils.data


class Network(nn.Module):
    """Two convolutions and two linear layers, from images of 8×8 to a score for each digit."""

    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 16, 3, padding=1)
        self.conv2 = nn.Conv2d(16, 32, 3, padding=1)
        self.hidden = nn.Linear(32 * 4 * 4, 64)
        self.scores = nn.Linear(64, 10)

    def forward(self, images):
        x = F.gelu(self.conv1(images))
        x = F.avg_pool2d(F.gelu(self.conv2(x)), 2)
        x = F.gelu(self.hidden(x.flatten(1)))
        return self.scores(x)


def datasets():
    """The training set and the test set: 1437 and 360 images in [0, 1], and which digits they show."""
    digits = load_digits()
    images = (digits.images[:, None] / 16).astype("float32")
    train_x, test_x, train_y, test_y = train_test_split(images, digits.target, test_size=0.2, random_state=0)
    return [
        data.TensorDataset(torch.as_tensor(x), torch.as_tensor(y)) for x, y in ((train_x, train_y), (test_x, test_y))
    ]


def train(model, dataset, epochs):
    """Train, and return the loss of each step."""
    loader = data.DataLoader(dataset, batch_size=32, shuffle=True)
    optimizer = torch.optim.Adam(model.parameters(), lr=2e-3)
    losses = []
    with tqdm(total=epochs * len(loader), unit="step") as progress:
        for _ in range(epochs):
            for images, labels in loader:
                optimizer.zero_grad()
                loss = F.cross_entropy(model(images), labels)
                loss.backward()
                optimizer.step()
                losses.append(loss.item())  # on a server, this sends the whole step
                progress.set_postfix(loss=f"{losses[-1]:.4f}", refresh=False)
                progress.update()
    return losses


@torch.no_grad()
def accuracy(model, dataset):
    """The share of a dataset's images whose digit has the highest score."""
    right = 0
    for images, labels in data.DataLoader(dataset, batch_size=120):
        right = right + (model(images).argmax(1) == labels).sum()
    return right.item() / len(dataset)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pytorch", action="store_true", help="compute with PyTorch, in this process")
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--losses", type=Path, help="a file for the loss of each step, as JSON")
    arguments = parser.parse_args()

    torch.manual_seed(0)
    train_set, test_set = datasets()
    model = Network()
    losses = train(model, train_set, arguments.epochs)
    print(f"last loss {losses[-1]:.4f}, test accuracy {accuracy(model, test_set):.2%}")
    if arguments.losses:
        arguments.losses.write_text(json.dumps(losses))


if __name__ == "__main__":
    main()
