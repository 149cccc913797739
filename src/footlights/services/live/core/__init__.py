"""Pure parts of the relay: tags, boxes, switching, running order, playlists."""
