"""Work that takes longer than a page: queued by name, leased, retried, followed and cancelled."""
