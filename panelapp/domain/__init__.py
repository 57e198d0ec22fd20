"""What a panel office deals with: codes, values, records, and the rules that bind them."""
