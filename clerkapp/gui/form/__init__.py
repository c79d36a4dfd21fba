"""The fields of a form, their state, and the page they stand on."""
