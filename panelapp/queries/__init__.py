"""The read side: records gathered into plain facts, rows and document content."""
