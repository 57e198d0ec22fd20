"""Backups, the check of the file and the audit trail."""
