"""clerkctl: every use case without a screen."""
