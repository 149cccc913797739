"""Pages about people: their own, their inbox, their tokens, whom they follow, and the ways in."""
