"""Spiders: fetch pages and hand them to extraction."""
