"""An app with nothing but jobs, for tests of the worker."""
