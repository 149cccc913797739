"""What every page of the house is made of: its frame, its tags, its pictures, and the built front end."""
