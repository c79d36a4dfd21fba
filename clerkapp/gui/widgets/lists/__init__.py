"""Lists and the lines in them."""
