"""Places, and what a screen offers to whoever shows it."""
