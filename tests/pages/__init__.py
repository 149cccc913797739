"""Every page, in both languages, in a browser where it matters."""
