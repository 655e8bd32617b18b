"""How well names are found across scripts: invented people, cited pairs, peers, rows."""
