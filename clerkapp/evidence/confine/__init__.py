"""What a child may not do, and how each system sees to it."""
