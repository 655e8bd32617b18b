"""A day at the office in a real window: started by `make window-run`, no part of `make test`."""
