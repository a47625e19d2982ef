"""What rows are found by, and how that follows them (handbook H2)."""
