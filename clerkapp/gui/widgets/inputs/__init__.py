"""Controls that take a value."""
