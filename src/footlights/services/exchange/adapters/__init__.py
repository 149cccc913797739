"""Files of the trade, read and written."""
