"""The tour of the house: what it does, shown in Chromium with pictures, figures and timings. Each room adds its stops."""
