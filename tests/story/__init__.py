"""The main job, start to end, with real components."""
