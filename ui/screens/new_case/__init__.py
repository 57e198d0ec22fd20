"""Opening a case: for whom, what it is, and a look at the answers."""
