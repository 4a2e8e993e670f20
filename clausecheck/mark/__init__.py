"""The contract itself, marked up: a Word file with comments and proposed changes, a PDF with highlights."""
