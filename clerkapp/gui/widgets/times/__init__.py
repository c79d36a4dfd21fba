"""Times as they are typed and said back."""
