"""Rows and numbers of a record: what was struck, what changed, what is worked out from them."""
