"""Prints: `table` names them all, `gathering` fetches what they are made of, `prints` makes and releases them."""
