"""One small function per use case. The desktop and clerkctl call the same ones."""
