"""The vault: keys, engine, records, history, files. The only room that knows SQL."""
