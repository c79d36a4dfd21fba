"""What is known of a message: what was read of it, and the values it gives its record."""
