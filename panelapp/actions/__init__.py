"""One function for each thing that a person means to do, with its command beside it."""
