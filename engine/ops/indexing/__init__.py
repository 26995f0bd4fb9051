"""Elements chosen by indices and masks, read and written."""
