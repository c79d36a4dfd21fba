"""The lists of the office: one screen, one form and one way in for a file, driven by the declaration."""
