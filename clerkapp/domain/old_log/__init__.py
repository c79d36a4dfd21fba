"""An old log that comes along: which column is what, and what each line says (ADR 48)."""
