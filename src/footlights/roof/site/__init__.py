"""What audiences and partners see of the whole: foyer, work, search, account, memorandum."""
