"""Losses of neural networks."""
