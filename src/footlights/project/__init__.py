"""The project on top of the storeys: settings, addresses, server, supervisor. It knows no feature by name."""
