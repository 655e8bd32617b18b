"""Who may see what: the gate that every item passes, consents, and words that must not leave."""
