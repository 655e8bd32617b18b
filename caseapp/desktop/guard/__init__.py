"""What locks the vault when nobody sits before it: time without a hand, sleep, a locked screen."""
