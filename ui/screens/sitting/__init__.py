"""The plan of one sitting: its agenda, who is coming, quorum and papers."""
