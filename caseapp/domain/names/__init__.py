"""Names across scripts: which script a text is in, and what counts as the same letters."""
