"""Database and files as one archive, and back (handbook H13)."""
