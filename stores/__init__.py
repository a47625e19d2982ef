"""Customers, stores, catalogue, sales records, distribution, classification, forecast."""
