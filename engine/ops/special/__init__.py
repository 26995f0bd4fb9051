"""Special functions: SciPy's, with PyTorch's gradients."""
