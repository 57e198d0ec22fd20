"""A document as it will be handed out: its pages, and ways to save and print them."""
