"""The panic keys, what they leave behind, and taking a vault off this computer before a journey."""
