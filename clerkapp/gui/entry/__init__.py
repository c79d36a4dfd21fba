"""Recording and changing: a form and, where there is one, its message."""
