"""Messages as evidence, read in a child process that can be killed."""
