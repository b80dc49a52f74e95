"""Fill the store: `python -m dip_lod.web.stored PULSE PARENT`, with the settings on standard input (stored.beside)."""

import sys
from pathlib import Path

from dip_lod.web.stored.process import main

if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
