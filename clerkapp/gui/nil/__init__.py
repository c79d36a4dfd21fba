"""Nothing to report: what was declared, and declaring it."""
