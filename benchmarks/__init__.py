"""Comparisons that print ratios: gradwire against PyTorch in process, loopback TCP and other services, in one run."""
