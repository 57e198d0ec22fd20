"""The list of decisions: what waits, what is to do after a decision, and what is finished."""
