"""Tensor: a handle on a tensor of the server, and what it can do."""
