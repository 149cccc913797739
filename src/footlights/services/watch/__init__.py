"""Films on stage: played where the deal allows, refused with reasons where it does not."""
