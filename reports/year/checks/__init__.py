"""What must hold after each simulated day, written apart from the services: plain SQL and the handbook's arithmetic."""
