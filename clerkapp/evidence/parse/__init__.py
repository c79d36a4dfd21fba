"""Bytes to a message: one module a format or header."""
