"""Random numbers on CUDA, in PyTorch's stream there: Philox, whose state is on the device as well."""

from engine.cuda.philox.generator import CudaGenerator as CudaGenerator
