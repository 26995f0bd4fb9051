"""One GPU, one run: PyTorch, PyTorch compiled, and gradwire through its SDK and HTTP, interleaved."""
