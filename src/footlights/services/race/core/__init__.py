"""Pure parts of race: tracks, cars, the kernel, a driver, and the judge of a run."""
