"""Agendas, minutes, records of decision and letters, from plain content to Word and PDF."""
