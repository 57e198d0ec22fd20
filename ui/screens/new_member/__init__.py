"""Somebody who joins the central list."""
