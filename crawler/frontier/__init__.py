"""Which pages are known, due, leased, done, gone: what lets a crawl go on where it stood."""
