"""The pages of style."""
