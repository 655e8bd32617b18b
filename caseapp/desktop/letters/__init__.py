"""The editor of letters: markup as words and chips, what a letter is made of, what was changed.

Shared by whatever edits a letter: one appeal's, or the office's template. Knows no vault.
"""
