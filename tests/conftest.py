"""Property tests draw the same examples in each run, so that a change alone makes a test fail.

`python -m pytest --hypothesis-profile search` draws new ones.
"""

from hypothesis import settings

settings.register_profile("repeatable", derandomize=True, database=None, deadline=None,
                          print_blob=True)
settings.register_profile("search", deadline=None, max_examples=1000, print_blob=True)
settings.load_profile("repeatable")
