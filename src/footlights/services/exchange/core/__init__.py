"""Pure rules of the exchange: identifiers, codes, vocabularies, columns, and lines that become deals."""
