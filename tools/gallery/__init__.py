"""The gallery: all components of the desktop and their states, to look at and for the tests of the look."""
