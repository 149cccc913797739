"""What people touches outside itself: cookies, headers, the other folders' rights."""
