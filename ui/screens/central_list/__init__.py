"""The central list: who may sit on the panel."""
