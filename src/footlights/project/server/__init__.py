"""The web process: one port for pages, sockets, streams and files."""
