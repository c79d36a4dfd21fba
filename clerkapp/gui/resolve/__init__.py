"""Closing a matter: resolve it, wait with it, or close it as a duplicate."""
