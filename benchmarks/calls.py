"""What the benchmark of operations calls: PyTorch's most used, each on about a million numbers."""

from __future__ import annotations

from typing import Any

import numpy


def _definite(matrix: Any) -> Any:
    """A positive definite matrix."""
    return matrix @ matrix.T / len(matrix) + numpy.eye(len(matrix))


TENSORS: dict[str, Any] = {
    "x": lambda random: random.uniform(0.1, 0.9, 1_000_000),
    "y": lambda random: random.uniform(0.1, 0.9, 1_000_000),
    "z": lambda random: random.normal(size=1_000_000),
    "matrix": lambda random: random.normal(size=(1000, 1000)),
    "positive": lambda random: random.uniform(0.1, 0.9, (1000, 1000)),
    "row": lambda random: random.normal(size=1000),
    "batch": lambda random: random.normal(size=(16, 250, 250)),
    "few": lambda random: random.normal(size=(300, 300)),
    "spd": lambda random: _definite(random.normal(size=(300, 300))),
    "factor": lambda random: numpy.linalg.cholesky(_definite(random.normal(size=(300, 300)))),
    "threes": lambda random: random.normal(size=(333_333, 3)),
    "pairs": lambda random: random.normal(size=(500_000, 2)),
    "complex": lambda random: random.normal(size=500_000) + 1j * random.normal(size=500_000),
    "points": lambda random: random.normal(size=(700, 16)),
    "signal": lambda random: random.normal(size=(16, 64, 1000)),
    "image": lambda random: random.normal(size=(16, 64, 32, 32)),
    "video": lambda random: random.normal(size=(2, 16, 16, 32, 32)),
    "kernel1": lambda random: random.normal(size=(64, 64, 3)),
    "kernel2": lambda random: random.normal(size=(64, 64, 3, 3)),
    "kernel3": lambda random: random.normal(size=(16, 16, 3, 3, 3)),
    "grid": lambda random: random.uniform(-1, 1, (16, 32, 32, 2)),
    "heads": lambda random: random.normal(size=(4, 8, 256, 64)),
    "logits": lambda random: random.normal(size=(10_000, 100)),
    "classes": lambda random: random.integers(0, 100, 10_000),
    "whole": lambda random: random.integers(0, 1000, 1_000_000),
    "places": lambda random: random.integers(0, 1000, (1000, 1000)),
    "rows": lambda random: random.integers(0, 1000, 1000),
    "words": lambda random: random.integers(0, 1000, 4000),
    "sorted": lambda random: numpy.sort(random.uniform(0, 1, 1000)),
    "mask": lambda random: random.uniform(size=1_000_000) < 0.5,
    "masks": lambda random: random.uniform(size=(1000, 1000)) < 0.5,
}
"""How each named tensor is drawn; those of floating point are float32 and want a gradient."""

ALONE = {
    "x": "exp log sigmoid sqrt sin rsqrt cos abs tanh floor isfinite isnan isinf round expm1 sign log1p ceil square "
    "log2 nan_to_num sum mean any all argmax argmin prod max min norm clone zeros_like ones_like empty_like randn_like "
    "rand_like nn.functional.silu nn.functional.relu nn.functional.softplus nn.functional.gelu "
    "nn.functional.logsigmoid nn.functional.leaky_relu nn.functional.dropout sort argsort nonzero histc "
    "bernoulli linalg.norm linalg.vector_norm",
    "matrix": "flatten tril triu diag diagonal",
    "spd": "linalg.inv linalg.cholesky linalg.det logdet linalg.eigh",
}
"""Operations of one tensor, by its name."""

CALLS: dict[str, dict[str, Any]] = {
    **{name: {"size": (1000, 1000)} for name in ("zeros", "ones", "empty", "randn")},
    "arange": {"end": 1_000_000},
    "full": {"size": (1000, 1000), "fill_value": 2.0},
    "eye": {"n": 1000},
    "linspace": {"start": 0, "end": 1, "steps": 1_000_000},
    "randint": {"high": 10, "size": (1000, 1000)},
    "full_like": {"input": "x", "fill_value": 2.0},
    "normal": {"mean": "x", "std": "y"},
    "multinomial": {"input": "positive", "num_samples": 4, "replacement": True},
    **{
        name: {"input": "x", "other": "y"}
        for name in ("add", "sub", "mul", "div", "atan2", "gt", "equal", "logical_and", "allclose")
    },
    "pow": {"input": "x", "exponent": "y"},
    "where": {"condition": "mask", "input": "x", "other": "y"},
    "clamp": {"input": "x", "min": 0.2, "max": 0.8},
    "addcmul": {"input": "x", "tensor1": "y", "tensor2": "x"},
    "polar": {"abs": "x", "angle": "y"},
    "view_as_real": {"input": "complex"},
    "view_as_complex": {"input": "pairs"},
    "cat": {"tensors": ["x", "y"]},
    "stack": {"tensors": ["x", "y"]},
    "split": {"input": "matrix", "split_size_or_sections": 100},
    "chunk": {"input": "matrix", "chunks": 10},
    "unbind": {"input": "matrix"},
    "meshgrid": {"tensors": ["row", "row"], "indexing": "ij"},
    "reshape": {"input": "matrix", "shape": (500, 2000)},
    "unsqueeze": {"input": "x", "dim": 0},
    "transpose": {"input": "matrix", "dim0": 0, "dim1": 1},
    "broadcast_to": {"input": "row", "size": (1000, 1000)},
    "broadcast_tensors": {"tensors": ["row", "matrix"]},
    "tile": {"input": "matrix", "dims": (1, 2)},
    "flip": {"input": "matrix", "dims": (0, 1)},
    "roll": {"input": "matrix", "shifts": 3, "dims": 1},
    "repeat_interleave": {"input": "matrix", "repeats": 2, "dim": 0},
    "diag_embed": {"input": "row"},
    "cartesian_prod": {"tensors": ["row", "row"]},
    "gather": {"input": "matrix", "dim": 1, "index": "places"},
    "index_select": {"input": "matrix", "dim": 0, "index": "rows"},
    "topk": {"input": "matrix", "k": 10},
    "searchsorted": {"sorted_sequence": "sorted", "input": "x"},
    "bucketize": {"input": "x", "boundaries": "sorted"},
    "isin": {"elements": "whole", "test_elements": "rows"},
    "unique": {"input": "whole"},
    **{name: {"input": "matrix", "dim": 1} for name in ("softmax", "log_softmax", "logsumexp", "cumsum", "amax")},
    "cumprod": {"input": "positive", "dim": 1},
    "quantile": {"input": "x", "q": 0.9},
    "matmul": {"input": "matrix", "other": "matrix"},
    "mm": {"input": "matrix", "mat2": "matrix"},
    "bmm": {"input": "batch", "mat2": "batch"},
    "outer": {"input": "row", "vec2": "row"},
    "einsum": {"equation": "bij,bjk->bik", "operands": ["batch", "batch"]},
    "linalg.solve": {"A": "spd", "B": "few"},
    "linalg.solve_triangular": {"A": "factor", "B": "few", "upper": False},
    "cholesky_solve": {"input": "few", "input2": "factor"},
    "cdist": {"x1": "points", "x2": "points"},
    "linalg.cross": {"input": "threes", "other": "threes"},
    "cross": {"input": "threes", "other": "threes", "dim": 1},
    "nn.functional.linear": {"input": "matrix", "weight": "matrix", "bias": "row"},
    "nn.functional.pad": {"input": "image", "pad": (1, 1, 1, 1)},
    "nn.functional.one_hot": {"input": "classes", "num_classes": 100},
    "nn.functional.interpolate": {"input": "image", "scale_factor": 2.0, "mode": "bilinear"},
    "nn.functional.scaled_dot_product_attention": {"query": "heads", "key": "heads", "value": "heads"},
    "nn.functional.normalize": {"input": "matrix"},
    "nn.functional.layer_norm": {"input": "matrix", "normalized_shape": (1000,)},
    "nn.functional.conv1d": {"input": "signal", "weight": "kernel1", "padding": 1},
    "nn.functional.conv2d": {"input": "image", "weight": "kernel2", "padding": 1},
    "nn.functional.conv3d": {"input": "video", "weight": "kernel3", "padding": 1},
    "nn.functional.conv_transpose3d": {"input": "video", "weight": "kernel3"},
    "nn.functional.grid_sample": {"input": "image", "grid": "grid", "align_corners": False},
    "nn.functional.avg_pool2d": {"input": "image", "kernel_size": 2},
    "nn.functional.max_pool2d": {"input": "image", "kernel_size": 2},
    "nn.functional.unfold": {"input": "image", "kernel_size": 3},
    "nn.functional.mse_loss": {"input": "x", "target": "y"},
    "nn.functional.cross_entropy": {"input": "logits", "target": "classes"},
    "nn.functional.embedding": {"input": "words", "weight": "matrix"},
    **{name: {"input": tensor} for tensor, names in ALONE.items() for name in names.split()},
}
"""The arguments of each operation; a text that names a tensor above is that tensor."""
