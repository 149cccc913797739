"""The rules of the catalogue: pure, without Django, clock or chance."""
