"""The demo's words, and its sea."""
