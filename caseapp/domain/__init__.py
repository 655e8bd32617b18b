"""What is true of case files, in plain Python. Imports no library that stores, draws or prints."""
