"""Whom an office must tell, and by when: rule packs as data, and what follows from them (docs/formats/rules.md)."""
