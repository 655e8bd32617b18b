"""The pages of a foreign PDF as pixels and letters, without Qt.

`pages` is what the program talks to; `inside` opens the file, in a child process of its own.
"""

from typing import Final

MOST_PAGES: Final = 3000
"""Pages of one file that are shown."""
LONGEST_SIDE: Final = 14_400.0
"""Points: 200 inches, the most that ISO 32000 (annex C) lets a page have."""
