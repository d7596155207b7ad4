"""Rows in, numbers out: the status table, series over time, pace and call lists. Pure pandas.

Today's date is always an argument. Only `analysis/__main__.py` reads the store.
"""
