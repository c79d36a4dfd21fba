"""Declarations and how they are kept: that nothing happened, and what may be taught."""
