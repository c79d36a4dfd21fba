"""Where the work on a record stands: statuses, open steps, links to other records."""
