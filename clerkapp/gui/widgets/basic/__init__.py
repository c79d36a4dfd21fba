"""What every widget is made of: text, buttons, layouts, order of focus."""
