"""Lists of people that come in: their columns understood, their rows read and made cases of.

Reading (`targets`, `mapping`, `recognise`, `profiles`, `values`, `reading`) knows no vault.
"""
