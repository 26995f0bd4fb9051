"""Layers of neural networks: activations, normalization, attention, embeddings, dropout, padding."""
