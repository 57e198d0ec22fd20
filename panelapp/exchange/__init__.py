"""Plain rows in and out: the workbook that panel offices keep, read and checked."""
