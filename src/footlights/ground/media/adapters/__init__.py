"""Every touch of the outside: child processes, files, the encoder, the wire."""
