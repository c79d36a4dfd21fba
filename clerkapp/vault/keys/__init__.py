"""Who may open a vault, and with what."""
