"""Digests, keys, signatures and seals. The only room that imports cryptographic primitives.

FIPS-approved algorithms throughout; the library that carries them is not a validated module.
"""
