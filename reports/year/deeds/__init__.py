"""What people do in a simulated year, room by room; each deed is a call of the service that a page would call."""
