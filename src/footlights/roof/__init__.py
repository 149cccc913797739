"""What audiences, producers and partners see of the whole."""
