"""Making a vault, unlocking it, and changing who may."""
