"""Item pipelines: thin; the work stands in `crawler`."""
