"""What can be said about an outlet before it is crawled: by its seed file, and by a short look at it."""
