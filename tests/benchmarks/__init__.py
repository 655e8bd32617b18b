"""Speed and memory, measured against the raw operation in the same run. Not tests."""
