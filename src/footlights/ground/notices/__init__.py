"""What the house tells someone: in an inbox of its own, and by e-mail where the operator has a post office."""
