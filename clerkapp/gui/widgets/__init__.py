"""The components every screen is made of, one a file (docs/gui-components.md lists them)."""
