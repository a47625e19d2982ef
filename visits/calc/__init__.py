"""The figures of visit planning and execution (handbook H4, H5): pure, no Django."""
