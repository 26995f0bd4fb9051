"""A transformer that reads gradwire's own documentation, character by character, and then writes some.

    python examples/transformer.py               on a gradwire server (`make serve`; GRADWIRE_URL says where)
    python examples/transformer.py --pytorch     the same with PyTorch, in this process
    python examples/transformer.py --steps 2000 --width 128 --layers 4

It needs tqdm. A step of training is one request; what it writes in the end is sent about ten characters at a time.
"""

import argparse
import json
import sys
from pathlib import Path

from tqdm import trange

if "--pytorch" in sys.argv:
    import torch
else:
    import gradwire as torch

nn, F = torch.nn, torch.nn.functional

PAGES = "README.md", "CONTRIBUTING.md", "client/README.md", "docs/api.md", "docs/performance.md", "docs/digits.md"
CONTEXT = 64  # characters that are seen at once


class Block(nn.Module):
    """Attention to earlier characters, then two linear layers; both are added to what came."""

    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.norm1, self.norm2 = nn.LayerNorm(width), nn.LayerNorm(width)
        self.attention = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.up, self.down = nn.Linear(width, 4 * width), nn.Linear(4 * width, width)

    def forward(self, x):
        batch, length, width = x.shape
        heads = self.attention(self.norm1(x)).view(batch, length, 3, self.heads, width // self.heads)
        query, key, value = heads.permute(2, 0, 3, 1, 4).unbind(0)
        seen = F.scaled_dot_product_attention(query, key, value, is_causal=True)
        x = x + self.out(seen.transpose(1, 2).reshape(batch, length, width))
        return x + self.down(F.gelu(self.up(self.norm2(x))))


class Transformer(nn.Module):
    """From the numbers of characters to a score for each that may come next, at every place."""

    def __init__(self, characters, width, heads, layers):
        super().__init__()
        self.characters = nn.Embedding(characters, width)
        self.places = nn.Parameter(0.02 * torch.randn(CONTEXT, width))
        self.blocks = nn.Sequential(*[Block(width, heads) for _ in range(layers)])
        self.norm = nn.LayerNorm(width)
        self.scores = nn.Linear(width, characters)

    def forward(self, text):
        return self.scores(self.norm(self.blocks(self.characters(text) + self.places)))


def documentation():
    """The pages as one text, and its characters."""
    root = Path(__file__).parents[1]
    text = "\n\n".join((root / page).read_text(encoding="utf-8") for page in PAGES)
    return text, sorted(set(text))


def train(model, text, steps, batch=32):
    """Train on windows at random places, and return the loss of each step."""
    optimizer = torch.optim.AdamW(model.parameters(), lr=2e-3)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, max_lr=4e-3, total_steps=steps)
    window = torch.arange(CONTEXT + 1)
    losses = []
    with trange(steps, unit="step") as progress:
        for _ in progress:
            some = text[torch.randint(len(text) - CONTEXT, (batch, 1)) + window]
            scores = model(some[:, :-1])
            loss = F.cross_entropy(scores.flatten(0, 1), some[:, 1:].flatten())
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            losses.append(loss.item())  # on a server, this sends the whole step
            progress.set_postfix(loss=f"{losses[-1]:.4f}", refresh=False)
    return losses


@torch.no_grad()
def write(model, start, length):
    """The numbers of characters that the model makes of a start of CONTEXT of them, one after the other."""
    window, written = start, []
    for _ in range(length):
        likely = F.softmax(model(window[None])[0, -1] / 0.8, dim=0)
        written.append(torch.multinomial(likely, 1))
        window = torch.cat([window[1:], written[-1]])
    return torch.cat(written).tolist()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pytorch", action="store_true", help="compute with PyTorch, in this process")
    parser.add_argument("--steps", type=int, default=400)
    parser.add_argument("--width", type=int, default=64)
    parser.add_argument("--heads", type=int, default=4)
    parser.add_argument("--layers", type=int, default=2)
    parser.add_argument("--sample", type=int, default=400, help="how many characters to write")
    parser.add_argument("--losses", type=Path, help="a file for the loss of each step, as JSON")
    arguments = parser.parse_args()

    torch.manual_seed(0)
    text, characters = documentation()
    numbers = {character: number for number, character in enumerate(characters)}
    encoded = torch.tensor([numbers[character] for character in text])
    model = Transformer(len(characters), arguments.width, arguments.heads, arguments.layers)
    losses = train(model, encoded, arguments.steps)
    print(f"last loss {losses[-1]:.4f} in {arguments.steps} steps over {len(text)} characters")
    print(text[:CONTEXT] + "".join(characters[number] for number in write(model, encoded[:CONTEXT], arguments.sample)))
    if arguments.losses:
        arguments.losses.write_text(json.dumps(losses))


if __name__ == "__main__":
    main()
