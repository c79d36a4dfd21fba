"""Bytes to values and back, one module per format. No keys, no files, no clock.

Rule of the house (docs/formats/bundle.md): parse, rebuild, compare. What does not re-encode to the
same bytes is refused, so that no two readers can disagree about what a file says.
"""
