"""Before any test imports Prefect: its state in a folder of its own, and quiet."""

import atexit
import os
import shutil
import tempfile

from flows.prefect_env import stop_threads

_home = tempfile.mkdtemp(prefix="communique-tests-")
atexit.register(stop_threads)  # DuckDB complains when Python ends around running threads
atexit.register(shutil.rmtree, _home, ignore_errors=True)

os.environ["PREFECT_HOME"] = _home
os.environ["PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL"] = "CRITICAL"
os.environ["PREFECT_SERVER_ANALYTICS_ENABLED"] = "false"
os.environ["DO_NOT_TRACK"] = "1"
os.environ.pop("PREFECT_API_URL", None)
