"""What audiences come for; each service a stranger to the others."""
