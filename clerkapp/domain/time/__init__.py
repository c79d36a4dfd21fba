"""When things happened: instants with their precision, and the office's zone."""
