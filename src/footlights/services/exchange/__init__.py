"""Rights as the trade writes them: Avails in and out."""
