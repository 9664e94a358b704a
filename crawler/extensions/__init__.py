"""Progress, summary and verdict of a run."""
