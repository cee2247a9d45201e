"""Says whether a file is a valid notebook, or why not."""
import sys

import nbformat

nbformat.validate(nbformat.read(sys.argv[1], as_version=4))
print("valid")
