"""Shapes, views and storage: the same elements seen or arranged otherwise, and what else tensors offer."""
