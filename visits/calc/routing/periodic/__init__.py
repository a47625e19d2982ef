"""The general periodic vehicle routing problem, on arrays."""
