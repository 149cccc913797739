"""Pure parts of consult: knowledge, language, the exact engine, triage, questions."""
