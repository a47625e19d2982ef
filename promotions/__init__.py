"""Launches, promotions, promoters."""
