"""People: roles and permissions, names side by side, and what is easily guessed."""
