"""How one gets in, and who may see what: sign-in, roles, the log of what was seen, errors."""
