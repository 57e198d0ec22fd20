"""The minutes of one item: written, checked, locked and sent."""
