"""Signatures owed: both sign while both stand there, on screen or on paper."""
