"""Playing media: signed tokens, playlists, and watch time that no one can forge."""
