"""What stands between spider, frontier and downloader."""
