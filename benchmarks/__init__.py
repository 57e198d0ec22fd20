"""What a user waits for, each beside a floor or a peer that is taken in the same run."""
