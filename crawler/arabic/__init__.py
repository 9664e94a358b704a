"""Language work: text, dates, labels, names; knows nothing of Scrapy."""
