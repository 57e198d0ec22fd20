"""One person on the central list."""
