"""The list of sittings, ahead and past."""
