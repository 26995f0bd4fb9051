"""Convolution and pooling: what windows that move over tensors compute."""
