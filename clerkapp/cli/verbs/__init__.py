"""The verbs of clerkctl, one module a family."""
