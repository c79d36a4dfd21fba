"""All that is still to do, over all records."""
