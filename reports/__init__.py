"""Business reviews, dashboards, appraisal."""
