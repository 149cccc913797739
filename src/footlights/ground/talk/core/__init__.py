"""Pure: which words may stand, how text is cleaned, how soon one may speak again."""
