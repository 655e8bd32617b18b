"""Draws a frozen document. Sees no record: what is withheld never reaches this code."""
