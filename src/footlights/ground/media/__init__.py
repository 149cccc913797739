"""Films in the house: taken in, prepared, played by token, their watch time credited."""
