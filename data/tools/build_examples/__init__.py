"""Builds the invented example exports in data/examples/: `python -m data.tools.build_examples [folder]`.

Nothing of the project is imported here: the loaders are tested against these files, and a shared function
would share its mistakes. What is decided by hand (who writes what, applies when, gets which answer) stands in
data/examples/source/; what is drawn (people, times, texts) comes from one fixed seed.
"""
