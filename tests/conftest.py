"""Property tests draw the same examples in each run, so that a change alone makes a test fail.

`python -m pytest --hypothesis-profile search` draws new ones. Ctrl-C works in the tests and in what
they start, even where a shell has them run in the background and ignore it.
"""

import signal

from hypothesis import settings

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

settings.register_profile("repeatable", derandomize=True, database=None, deadline=None,
                          print_blob=True)
settings.register_profile("search", deadline=None, max_examples=1000, print_blob=True)
settings.load_profile("repeatable")
