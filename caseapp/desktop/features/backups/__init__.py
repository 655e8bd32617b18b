"""Backups of the open vault: where they go, making one, what there is, restoring beside it."""
