"""Rows as Qt models."""
