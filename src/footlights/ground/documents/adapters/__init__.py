"""What documents touch of the outside: typefaces, fpdf2, Pillow."""
