"""Images in other sizes, and sampled at points."""
