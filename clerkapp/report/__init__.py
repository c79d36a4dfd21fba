"""Prints: values to JSON to a typst template to a tagged, archivable PDF."""
