"""Forms over records, shared by all features: fields, rows, lines, and keeping what was typed."""
