"""Signing: in which capacity, what of a record is attested, and which signatures are needed and owed."""
