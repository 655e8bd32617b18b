"""What lists show: frozen rows with ids, one module a subject. No record leaves from here."""
