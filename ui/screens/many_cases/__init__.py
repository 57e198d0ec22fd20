"""Several cases put on one agenda, after a look at which of them can."""
