"""Today: what is to do, the next sitting, and what waits."""
