"""The look: tokens, palettes, fonts, icons and the one style sheet."""
