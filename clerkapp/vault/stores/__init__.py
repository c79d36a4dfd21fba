"""One module a table or a list over it."""
