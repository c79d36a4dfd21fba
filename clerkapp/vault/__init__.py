"""The encrypted record: a folder with `header.json` and `incidents.db`. The only room with SQL."""
