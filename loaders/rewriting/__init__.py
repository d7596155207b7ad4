"""The uploaded file written back: with its errors marked, or without the columns that are not needed."""
