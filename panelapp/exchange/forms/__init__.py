"""What a Word form says: its tables, its labels, and the names and dates beside them."""
