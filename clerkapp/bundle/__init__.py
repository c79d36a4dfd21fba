"""Signed, sealed bundles: written from re-iterable sources, read in one ordered pass."""
