"""What a run was measured on, and whether other programs ran meanwhile."""

import os
import platform
import resource
import subprocess
import time
from pathlib import Path


def description() -> dict[str, str]:
    return {
        "processor": processor(),
        "processors": str(os.cpu_count()),
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
        "Python": platform.python_version(),
    }


def processor() -> str:
    """The name that the system gives to the processor."""
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
        return next(
            line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")
        )
    except (OSError, StopIteration):
        pass
    try:
        command = ["sysctl", "-n", "machdep.cpu.brand_string"]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return platform.processor() or platform.machine()


class OtherPrograms:
    """Tells what share of the processors' time other programs took; Linux only."""

    def __init__(self) -> None:
        self.start = self.now()

    def share(self) -> float | None:
        """Since the start, 0...1; all own processes must have ended."""
        end = self.now()
        if not self.start or not end:
            return None
        passed, busy, own = (last - first for first, last in zip(self.start, end, strict=True))
        return max(0.0, busy - own) / (passed * (os.cpu_count() or 1))

    def now(self) -> tuple[float, float, float] | None:
        """Seconds: the clock's, all processors' busy ones, and this program's with its children."""
        try:
            fields = Path("/proc/stat").read_text().splitlines()[0].split()[1:9]
        except OSError:
            return None
        user, nice, system, _, _, interrupt, soft, steal = map(int, fields)
        busy = (user + nice + system + interrupt + soft + steal) / os.sysconf("SC_CLK_TCK")
        own = sum(
            usage.ru_utime + usage.ru_stime
            for usage in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        )
        return time.monotonic(), busy, own
