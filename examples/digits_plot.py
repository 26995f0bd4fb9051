"""The losses of digits.py on a gradwire server and with PyTorch, as a picture. It needs matplotlib.

python examples/digits.py --losses gradwire.json
python examples/digits.py --pytorch --losses pytorch.json
python examples/digits_plot.py gradwire.json pytorch.json docs/digits.svg
"""

import json
import sys
from itertools import accumulate
from pathlib import Path

import matplotlib

matplotlib.use("svg")
matplotlib.rcParams.update(
    {"svg.hashsalt": "digits", "svg.fonttype": "none", "font.size": 9}
)  # the same text each time

from matplotlib import pyplot  # noqa: E402


def main():
    here, there = (json.loads(Path(name).read_text()) for name in sys.argv[1:3])
    apart = [abs(one - other) for one, other in zip(here, there, strict=True)]
    figure, (curve, difference) = pyplot.subplots(2, sharex=True, figsize=(7, 4), height_ratios=(3, 2))
    curve.plot(there, color="tab:orange", linewidth=3, label="import torch")
    curve.plot(here, color="tab:blue", linewidth=0.8, label="import gradwire as torch")
    curve.set_ylabel("loss")
    curve.legend(frameon=False)
    difference.semilogy(list(accumulate(apart, max)), color="tab:gray")
    difference.axhline(1e-3, color="tab:red", linestyle=":", linewidth=0.8)
    difference.set_ylim(1e-8, 1e-2)
    difference.set_ylabel("furthest apart")
    difference.set_xlabel("step")
    for axes in (curve, difference):
        axes.spines[["top", "right"]].set_visible(False)
    figure.savefig(sys.argv[3], bbox_inches="tight", metadata={"Date": None})
    print(f"{len(apart)} steps, losses at most {max(apart):.1e} apart")


if __name__ == "__main__":
    main()
