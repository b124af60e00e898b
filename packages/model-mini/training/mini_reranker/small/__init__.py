"""The small size: a transformer on top of the exported feature model, for a GPU."""
