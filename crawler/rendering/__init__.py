"""Pages that only a browser can build: Chromium for the outlets that ask for it."""
