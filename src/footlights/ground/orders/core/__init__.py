"""The life of an order, pure."""
