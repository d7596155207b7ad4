"""What pages are made of: heads, charts with their tables, tables, downloads."""
