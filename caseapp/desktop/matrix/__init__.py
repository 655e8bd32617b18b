"""The table of audiences and classes: one for what people allow, one for what the rules say."""
