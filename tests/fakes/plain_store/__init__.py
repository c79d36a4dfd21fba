"""A second store, on the standard library's SQLite: no keys, no triggers, no full-text index.

It keeps facts as lines and works everything else out in Python when it is asked, by the same pure rules of
`domain` and `crypto`. So it is slow, small, and says in other words than the vault what a store promises;
`tests/integration/store` holds both to that, and use cases can be tried on it where no vault is needed.
"""
