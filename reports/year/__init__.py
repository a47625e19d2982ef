"""A simulated year: whole cycles driven through the services by a moving clock, checked after each day."""
