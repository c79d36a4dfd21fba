"""The incident sheet: `sheet` is what is on it, `build` makes that from a record."""
