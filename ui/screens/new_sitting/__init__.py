"""Planning a sitting: the form, its answers to check, and what happens next."""
