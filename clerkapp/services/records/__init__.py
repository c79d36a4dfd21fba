"""Records: write, read, sign, attach, and who may do so."""
