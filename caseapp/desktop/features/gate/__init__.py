"""Before a vault is open: unlock one, make one, or look around in the sample."""
