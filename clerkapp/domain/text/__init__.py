"""Text as people type it and as it comes from elsewhere: what is refused, and what is made of it."""
