"""Comparisons that print ratios: gradwire against PyTorch in process and against raw loopback TCP, in one run."""
