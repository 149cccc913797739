"""Every touch of the outside: the messenger's servers, the house's accounts, the other side on loopback."""
