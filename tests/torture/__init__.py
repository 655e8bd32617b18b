"""The long forms of what `make test` tries in short: for hours, if you let it."""
