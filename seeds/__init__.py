"""Seed files travel with the package as data; README.md says what they may hold."""
