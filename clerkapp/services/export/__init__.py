"""Bundles for the state: what would go, commit, write, verify."""
