"""One package for each screen; none imports another."""
