"""What was asked of tensors and not yet sent, and what is known about the results; no I/O."""
