"""Old logs: a file that is brought in, and a paper log that is typed."""
