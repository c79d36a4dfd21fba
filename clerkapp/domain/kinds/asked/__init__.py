"""What the kinds ask about when answers contradict each other, and what they say to do now."""
