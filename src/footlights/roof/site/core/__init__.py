"""What the site works out without a database: how a work is described to machines."""
