"""After Record: what was just made, what helps most, and the way on."""
