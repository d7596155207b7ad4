"""The answers of a table as typed rows: registrations, applications, attendance."""
