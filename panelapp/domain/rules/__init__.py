"""The rules of a fostering panel: pure functions over plain values."""
