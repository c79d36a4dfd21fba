"""clerkapp: the offline incident record of a county election office."""

__version__ = "0.1.0"
