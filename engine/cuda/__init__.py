"""CUDA through CuPy: the only package that imports it, and loaded only where a CUDA device is asked for or listed."""
