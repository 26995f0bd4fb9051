"""torch.masked: reductions that leave out what a mask hides."""
