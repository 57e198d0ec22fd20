"""The command line: thin commands that call the same actions as the window."""
