"""One household: who lives there, its approval, and what goes with it."""
