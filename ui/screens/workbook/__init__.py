"""The screen on which a workbook comes in and goes out."""
