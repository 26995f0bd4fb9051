"""Backward passes, grad modes, gradients, nodes of the graph and hooks."""
