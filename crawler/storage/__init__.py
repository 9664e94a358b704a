"""MongoDB, the embedded server and the writer."""
