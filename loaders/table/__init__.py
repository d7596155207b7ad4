"""Where in the sheets the table is, what its columns mean, and what kind of export the file is."""
