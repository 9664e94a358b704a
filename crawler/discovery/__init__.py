"""Listing pages to links: pure generators from bytes or a selector, without input and output."""
