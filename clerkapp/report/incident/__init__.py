"""The incident sheet: `sheet` is what stands on it, `build` makes that from a record."""
