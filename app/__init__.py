"""The FastAPI server of gradwire: sessions of named tensors, changed by programs over HTTP."""
