"""What has to be there before the house can open. Standard library only: nothing is installed yet."""
