"""What the program asks of the machine: paths, resources, settings, logs. No case data."""
