"""The search for everything."""
