"""Messages as evidence: keep, read, fill the form."""
