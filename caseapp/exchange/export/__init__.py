"""Files for other programs: what an audience may see, in the forms that those programs read."""
