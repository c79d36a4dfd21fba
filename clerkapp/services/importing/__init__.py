"""Old logs: tried, brought in, and typed from paper (ADR 48)."""
