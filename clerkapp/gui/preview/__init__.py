"""Sheets before they are printed or saved."""
