"""Talk: comments, live rooms and danmaku, and how order is kept in them."""
