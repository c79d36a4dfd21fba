"""The fields of a form, their state, and the page they are on."""
