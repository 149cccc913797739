"""Pages of the studio: producers and operators come in, others hear how to become one."""
