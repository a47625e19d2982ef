"""The demonstration company: generated from a seed, and written into all rooms."""
