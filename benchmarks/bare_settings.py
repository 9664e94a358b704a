"""Scrapy as it comes: the settings of the bare spider."""
