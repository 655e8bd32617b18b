"""What goes out on paper: compile, letters, the frozen document, and its drawing."""
