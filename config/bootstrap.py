"""From a machine with nothing but Python 3.11 to one where every command runs.

Standard library only, since it runs before anything is installed. It promises that

- the environment in .venv holds exactly what the locks in config/requirements say; a mark written last names
  the locks that are in, so an install that was interrupted is begun again and never believed;
- two commands started at once wait for each other;
- the system packages a command needs are there, or are named together with what is lost without them.

Inside another virtual environment, or with VARDE_NO_VENV set, the Python packages are left to whoever made
it. With VARDE_NO_VENV system packages are only named.
"""

import ctypes
import ctypes.util
import hashlib
import importlib.util
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parent.parent
VENV = HERE / ".venv"
PYTHON = VENV / "bin" / "python"
MARK = VENV / "installed-locks"
LOCKS = HERE / "config" / "requirements"
BASE, DEV = "base.txt", "dev.txt"


class Package(NamedTuple):
    """A Debian package, how to see that what it brings is there, and what is lost without it."""

    name: str
    kind: str
    what: str
    lost: str


INSTALLER = Package("python3-venv", "module", "ensurepip", "everything")
RUNNING = (
    Package("libpango-1.0-0", "library", "pango-1.0", "PDF"),
    Package("libpangoft2-1.0-0", "library", "pangoft2-1.0", "PDF"),
    Package("libharfbuzz-subset0", "library", "harfbuzz-subset", "PDF"),
    Package("fonts-inter", "file", "/usr/share/fonts/*/inter*", "the typeface in PDF"),
    Package("fonts-dejavu-core", "file", "/usr/share/fonts/*/dejavu*", "symbols in PDF"),
)
CHECKING = (
    Package("chromium", "program", "chromium", "the tests"),
    Package("postgresql", "program", "initdb", "the tests"),
    Package("gettext", "program", "xgettext", "the tests"),
    Package("poppler-utils", "program", "pdftotext", "the tests"),
    Package("qpdf", "program", "qpdf", "the tests"),
)
NEEDS = {"demo": RUNNING, "serve": RUNNING, "work": RUNNING, "test": RUNNING + CHECKING}


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def prepare(command: str) -> None:
    """Make ready for a command; where .venv is not in use yet, this process becomes the one inside it."""
    managed = "VARDE_NO_VENV" not in os.environ
    if managed and sys.prefix == sys.base_prefix:
        environment(command)
        os.execv(PYTHON, [str(PYTHON), *sys.orig_argv[1:]])  # noqa: S606
    system(command, install=managed)


# The environment


def digest(lock: str) -> str:
    return f"{lock} {hashlib.sha256((LOCKS / lock).read_bytes()).hexdigest()}"


def contents(*locks: str) -> set[str]:
    """What the mark says of an environment that holds these locks, made by this Python."""
    return {f"python {sys.version_info.major}.{sys.version_info.minor}", *map(digest, locks)}


def installed() -> set[str]:
    """What the mark says of the environment as it is; nothing where there is none, or only half of one."""
    return set(MARK.read_text().splitlines()) if MARK.exists() and PYTHON.exists() else set()


def anew(found: set[str]) -> bool:
    """Whether to begin from nothing: always, so that nothing old remains, but to put tools on top."""
    return not contents(BASE) <= found <= contents(BASE, DEV)


@contextmanager
def alone() -> Iterator[None]:
    """Only one set-up of this folder at a time. The lock is on the folder itself: no file is left behind."""
    import fcntl  # here, since Windows lacks it: there one makes an environment by hand

    folder = os.open(HERE, os.O_RDONLY)
    try:
        try:
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Another command is setting up here; waiting for it.")
            fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def environment(command: str) -> None:
    """See to it that .venv holds what the command needs: for tests the tools too, otherwise what runs."""
    locks = (BASE, DEV) if command == "test" else (BASE,)
    if contents(*locks) <= installed():
        return
    if not present(INSTALLER):
        system(command, INSTALLER)
        if not present(INSTALLER):
            sys.exit(1)
    with alone():
        found = installed()
        if contents(*locks) <= found:
            return
        say("Setting up .venv with the locked packages; this happens once.")
        # An environment with tools keeps them when the locks change.
        if any(line.startswith(DEV) for line in found):
            locks = (BASE, DEV)
        MARK.unlink(missing_ok=True)
        try:
            if anew(found):
                subprocess.run([sys.executable, "-m", "venv", "--clear", VENV], check=True)  # noqa: S603
            pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "install", "-qq"]
            subprocess.run([*pip, "--require-hashes", "-r", str(LOCKS / locks[-1])], check=True)  # noqa: S603
        except (subprocess.CalledProcessError, KeyboardInterrupt):
            sys.exit("The environment could not be made; see above. Nothing half-made is used: try again.")
        draft = MARK.with_suffix(".new")
        draft.write_text("\n".join(sorted(contents(*locks))) + "\n")
        draft.replace(MARK)


# The system's packages


def loads(name: str) -> bool:
    try:
        ctypes.CDLL(f"lib{name}.so.0")  # many times quicker than find_library, which asks other programs
    except OSError:
        return ctypes.util.find_library(name) is not None
    return True


def program(name: str) -> bool:
    # Debian keeps the server's own programs outside the path.
    return shutil.which(name) is not None or any(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))


PROBES: dict[str, Callable[[str], bool]] = {
    "module": lambda name: importlib.util.find_spec(name) is not None,
    "library": loads,
    "program": program,
    "file": lambda pattern: any(Path("/").glob(pattern.lstrip("/"))),
}


def present(package: Package) -> bool:
    return PROBES[package.kind](package.what)


def missing(command: str, *others: Package, there: Callable[[Package], bool] | None = None) -> list[Package]:
    """The packages this command needs that are not there, in the order they are listed."""
    return [package for package in (*others, *NEEDS.get(command, ())) if not (there or present)(package)]


def install_line(packages: Iterable[Package]) -> list[str]:
    return ["apt-get", "install", "-y", "--no-install-recommends", *(package.name for package in packages)]


def losses(packages: Iterable[Package]) -> str:
    lost = dict.fromkeys(package.lost for package in packages)
    return INSTALLER.lost if INSTALLER.lost in lost else ", ".join(lost)


def system(command: str, *others: Package, install: bool = True) -> None:
    """Install the system packages that are missing where we may, otherwise name them; tests go no further."""
    lacking = missing(command, *others)
    if not lacking:
        return
    if install and os.name == "posix" and os.geteuid() == 0 and shutil.which("apt-get"):
        with alone():
            lacking = missing(command, *others)
            if lacking:
                apt(lacking)
            lacking = missing(command, *others)
        if not lacking:
            return
    say("These system packages are missing. On Debian this brings them:")
    say(f"  {'' if os.geteuid() == 0 else 'sudo '}{shlex.join(install_line(lacking))}")
    if command == "test":
        sys.exit("Nothing was tested: the suite needs all of them.")
    say(f"Not available until then: {losses(lacking)}.")


def apt(packages: list[Package]) -> None:
    line = install_line(packages)
    say(f"Installing system packages with apt-get: {' '.join(package.name for package in packages)}")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for step in (["apt-get", "update"], [*line, "-o", "DPkg::Lock::Timeout=300"]):
        done = subprocess.run(step, env=quiet, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)  # noqa: S603
        # An update may fail for one source and still bring what is needed from another.
        if done.returncode and step[1] == "install":
            say("\n".join(done.stdout.splitlines()[-15:]))
