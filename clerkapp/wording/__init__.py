"""Words for codes: field labels, help, sentences for refusals. English in the code, Spanish in gettext."""
