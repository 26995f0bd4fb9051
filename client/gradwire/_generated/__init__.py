"""What tools/generate.py writes from the engine's catalogue."""
