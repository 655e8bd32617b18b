"""Papers of the office's own books, from its records: nobody is addressed, nothing is issued."""
