"""A program that runs a fostering panel in England. No Qt below here."""
