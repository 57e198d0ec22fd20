"""The desktop program: its entry point and, from its first screen on, its window."""
