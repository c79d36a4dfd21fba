"""What screens show and do, without widgets."""
