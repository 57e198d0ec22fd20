"""The chair's screen while the panel sits."""
