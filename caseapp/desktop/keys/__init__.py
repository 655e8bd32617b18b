"""Passphrases and recovery keys on the screen: typed, judged, shown once, printed, tried.

Used at the gate and in the preferences. Knows a vault's keys and none of its records.
"""
