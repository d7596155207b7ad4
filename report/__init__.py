"""Numbers and figures that leave the dashboard: board pack, weekly letter, calendar, open data. No Streamlit.

What writes files in other programs' formats is imported only when it is asked for: neither the dashboard's start nor a
page waits for it.
"""
