"""Peers, each in a process of an environment of its own, so that none becomes part of the house."""
