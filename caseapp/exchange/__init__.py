"""What goes to other machines and programs: packets between stations, exports."""
