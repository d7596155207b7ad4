"""What maintainers run: building and refreshing the reference tables, the boundaries and the examples."""
