"""Visit standards, route plans, visits and evidence, market reports."""
