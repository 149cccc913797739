"""Style: what people prefer, learned from few choices."""
