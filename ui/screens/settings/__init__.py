"""What the agency and the person themselves can set."""
