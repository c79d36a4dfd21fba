"""The child processes that read messages, and their parent's side."""
