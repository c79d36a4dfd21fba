"""What a signed-in person sees: the rail, one screen, and the keys that work everywhere."""
