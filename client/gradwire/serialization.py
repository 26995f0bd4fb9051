"""torch.save and torch.load, which pickle and are refused: what takes their place is gradwire.safetensors."""

from __future__ import annotations

from typing import Any, NoReturn


def save(obj: Any, f: Any, *args: Any, **kwargs: Any) -> NoReturn:
    """Refused: it pickles. `gradwire.safetensors.save_file(model.state_dict(), path)` writes a state."""
    raise NotImplementedError(
        "torch.save writes pickles, which gradwire does not: gradwire.safetensors.save_file(model.state_dict(), path) "
        "writes a file that safetensors.torch.load_file reads in PyTorch"
    )


def load(f: Any, *args: Any, **kwargs: Any) -> NoReturn:
    """Refused: it runs pickles. `gradwire.safetensors.load_file(path)` reads a state."""
    raise NotImplementedError(
        "torch.load runs pickles, which gradwire does not: write the state in PyTorch with "
        "safetensors.torch.save_file(model.state_dict(), path), and read it with gradwire.safetensors.load_file(path)"
    )
