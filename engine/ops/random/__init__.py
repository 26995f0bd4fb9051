"""Random numbers, in PyTorch's streams."""
