"""Warraq: a crawler of the Arabic press."""
