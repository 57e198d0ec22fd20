"""The rows of a checked workbook on their way into the file, one module for each kind of row."""
