"""A message beside its form or on its record's page."""
