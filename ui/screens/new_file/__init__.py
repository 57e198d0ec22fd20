"""Starting a new panel: its file, a password, and a recovery sheet that is proved to be at hand."""
