"""Packets between laptops: made for confirmed stations, checked, compared, taken in as one step.

`stations` knows the own keys and the cards of others, `making` writes packets, `receiving` reads
them into a staging area, `plan` says what would change, `taking` does it, `deciding` settles
what two stations changed in two ways. The format stands in docs/format.md.
"""
