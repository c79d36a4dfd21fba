"""Addresses on the web: read as a browser reads them, and the dated lists about them."""
