"""Consult: a careful health consultation in English and Chinese."""
