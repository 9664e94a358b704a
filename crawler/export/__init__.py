"""Articles out of the store: profiles, file formats and the data card beside the file."""
