"""The demonstration company, written into the rooms in bulk."""
