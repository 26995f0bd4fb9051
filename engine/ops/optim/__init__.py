"""Optimizers: one operation changes many parameters and what is kept for them, in place and outside the graph."""
