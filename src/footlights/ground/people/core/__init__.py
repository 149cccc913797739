"""The rules about people: pure, without Django, clock or chance."""
