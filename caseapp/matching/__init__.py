"""Two cases that may be one person: deciding, merging, and taking a merge back. Qt-free."""
