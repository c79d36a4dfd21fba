"""The open list of a choice, and which of its entries are meant."""
