"""What a screen reader hears of the desktop: the check, and the listener that it starts."""
