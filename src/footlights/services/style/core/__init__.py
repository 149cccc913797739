"""Pure parts of style: choice models, the next question, drawings."""
