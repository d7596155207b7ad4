"""What every page shares: how it is served, who may do what, the filter, formats and the cached reads."""
