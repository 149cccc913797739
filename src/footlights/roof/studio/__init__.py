"""Where producers work: deals in guided forms, films being prepared, figures, the parts of the design."""
