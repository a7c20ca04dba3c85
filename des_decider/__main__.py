"""Lets `python -m des_decider` stand for `des-decider`."""

import sys

from des_decider.cli.main import main

sys.exit(main())
