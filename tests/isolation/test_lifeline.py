import os
import signal
import subprocess
import sys
import time

import pytest

pytestmark = pytest.mark.skipif(os.name != "posix", reason="POSIX only")

STARTER = """
import os, sys, time
from clausecheck.isolation.lifeline import Lifeline
lifeline = Lifeline()
pid = os.fork()
if pid == 0:
    lifeline.hold_on()
    os.write(1, b"%d\\n" % os.getpid())
    while True:
        {busy}
lifeline.started()
{then}
"""


def started(busy, then):
    code = STARTER.format(busy=busy, then=then)
    return subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)


def gone(pid):
    end = time.monotonic() + 5
    while time.monotonic() < end:
        try:
            os.kill(pid, 0)
            with open(f"/proc/{pid}/stat") as stream:
                if stream.read().rpartition(")")[2].split()[0] == "Z":
                    return True
        except (ProcessLookupError, FileNotFoundError):
            return True
        time.sleep(0.02)
    return False


@pytest.mark.parametrize("busy", ["time.sleep(60)", "pow(3, 10 ** 7)"])
def test_a_process_ends_with_the_one_that_is_killed(busy):
    starter = started(busy, "time.sleep(60)")
    pid = int(starter.stdout.readline())
    starter.kill()
    starter.wait()
    starter.stdout.close()
    assert gone(pid)


def test_it_ends_when_the_line_is_cut():
    starter = started("time.sleep(60)", "time.sleep(0.3); lifeline.cut(); sys.exit(-os.waitpid(pid, 0)[1])")
    starter.stdout.readline()
    starter.stdout.close()
    assert starter.wait() == -signal.SIGIO & 0xFF


def test_one_that_is_late_to_take_hold_ends_at_once():
    code = "import os\nfrom clausecheck.isolation.lifeline import hold_on\nr, w = os.pipe()\nos.close(w)\nhold_on(r)\n"
    run = subprocess.run([sys.executable, "-c", f"{code}import time; time.sleep(60)"], timeout=20, check=False)
    assert run.returncode == -signal.SIGIO
