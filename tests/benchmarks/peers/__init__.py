"""Other typesetters with the same content. Each is run as a process of its own."""
