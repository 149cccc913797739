"""What touches the outside: sockets, processes, files of a relay."""
