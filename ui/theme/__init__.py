"""How the window looks: tokens, colours for light, dark and high contrast, and fonts."""
