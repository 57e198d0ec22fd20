"""One decision: read, decide, check and sign; and afterwards what follows from it."""
