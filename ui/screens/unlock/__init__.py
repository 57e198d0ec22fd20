"""Getting into a file: by password, by the recovery sheet, or from a backup."""
