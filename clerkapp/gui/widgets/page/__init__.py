"""What a page is laid out with."""
