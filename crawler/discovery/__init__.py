"""A listing page in, links out; knows nothing of Scrapy."""
