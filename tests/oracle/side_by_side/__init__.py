"""Small functions that are run with PyTorch and with the SDK as `torch`, and must come to the same.

Every public function of the modules here that takes `torch` is a case. What it prints must be the same text; what it
returns must be equal: tensors in value, shape, dtype and flags, everything else in its `repr`. What it raises, and what
warns, must be of the same class.
"""
