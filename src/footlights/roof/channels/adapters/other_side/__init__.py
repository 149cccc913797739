"""The other side on loopback: a messenger's servers and its payment service, as strict as the real ones, with faults at will."""
