"""Setting up: what is installed when, what is said to be missing, and where the tests run."""

import ast
import os
import re
import subprocess
import sys
from contextlib import nullcontext
from pathlib import Path

import pytest

from config import bootstrap, postgres, settings, testing


@pytest.fixture
def venv(tmp_path, monkeypatch):
    """An empty .venv and two small locks, and the lines of programs that would have been run."""
    monkeypatch.setattr(bootstrap, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(bootstrap, "PYTHON", tmp_path / ".venv" / "bin" / "python")
    monkeypatch.setattr(bootstrap, "MARK", tmp_path / ".venv" / "installed-locks")
    monkeypatch.setattr(bootstrap, "LOCKS", tmp_path)
    monkeypatch.setattr(bootstrap, "HERE", tmp_path)
    (tmp_path / "base.txt").write_text("base\n")
    (tmp_path / "dev.txt").write_text("dev\n")
    ran: list[str] = []

    def run(line, **options):
        ran.append("venv" if line[2] == "venv" else Path(line[-1]).name)
        bootstrap.PYTHON.parent.mkdir(parents=True, exist_ok=True)
        bootstrap.PYTHON.touch()

    monkeypatch.setattr(subprocess, "run", run)
    return ran


def test_the_environment_is_made_once(venv):
    bootstrap.environment("demo")
    bootstrap.environment("demo")
    bootstrap.environment("migrate")
    assert venv == ["venv", "base.txt"]


def test_tests_add_their_tools_and_then_everything_else_is_satisfied(venv):
    bootstrap.environment("demo")
    bootstrap.environment("test")
    bootstrap.environment("demo")
    assert venv == ["venv", "base.txt", "dev.txt"]


@pytest.mark.parametrize("changed", ["base.txt", "dev.txt"])
def test_a_changed_lock_begins_anew_and_keeps_the_tools(venv, changed):
    bootstrap.environment("test")
    (bootstrap.LOCKS / changed).write_text("changed\n")
    bootstrap.environment("test")
    assert venv == ["venv", "dev.txt"] * 2
    (bootstrap.LOCKS / "base.txt").write_text("changed again\n")
    bootstrap.environment("demo")
    assert venv == ["venv", "dev.txt"] * 3


def test_another_python_begins_anew(venv, monkeypatch):
    bootstrap.environment("demo")
    bootstrap.MARK.write_text(bootstrap.MARK.read_text().replace("python 3.", "python 2."))
    bootstrap.environment("demo")
    assert venv == ["venv", "base.txt"] * 2


@pytest.mark.parametrize("failing", ["venv", "base.txt"])
def test_an_interrupted_install_is_not_believed(venv, monkeypatch, failing, capsys):
    whole = subprocess.run

    def broken(line, **options):
        whole(line, **options)
        if venv[-1] == failing:
            raise subprocess.CalledProcessError(1, line)

    with monkeypatch.context() as patch:
        patch.setattr(subprocess, "run", broken)
        with pytest.raises(SystemExit, match="could not be made"):
            bootstrap.environment("demo")
    assert bootstrap.installed() == set()
    venv.clear()
    bootstrap.environment("demo")
    assert venv == ["venv", "base.txt"]


def test_a_mark_without_its_python_counts_for_nothing(venv):
    bootstrap.environment("demo")
    bootstrap.PYTHON.unlink()
    assert bootstrap.installed() == set()


def test_without_the_venv_module_it_says_how_to_get_it(venv, monkeypatch, capsys):
    monkeypatch.setattr(bootstrap, "present", lambda package: package is not bootstrap.INSTALLER)
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    with pytest.raises(SystemExit):
        bootstrap.environment("migrate")
    assert "sudo apt-get install -y --no-install-recommends python3-venv\n" in (said := capsys.readouterr().err)
    assert "Not available until then: everything." in said
    assert venv == []


def test_one_set_up_at_a_time(venv):
    """A second process finds the folder taken, and gets it when the first is done."""
    fcntl = pytest.importorskip("fcntl")
    with bootstrap.alone():
        folder = os.open(bootstrap.HERE, os.O_RDONLY)
        with pytest.raises(BlockingIOError):
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
    fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
    os.close(folder)


def missing(command, *absent):
    found = bootstrap.missing(command, there=lambda package: package.name not in absent)
    return [package.name for package in found]


def test_each_command_asks_for_what_it_needs_only():
    everything = [package.name for package in (*bootstrap.RUNNING, *bootstrap.CHECKING)]
    assert missing("migrate", *everything) == []
    assert missing("demo", *everything) == missing("serve", *everything) == missing("work", *everything)
    assert missing("demo", *everything) == [
        "libpango-1.0-0",
        "libpangoft2-1.0-0",
        "libharfbuzz-subset0",
        "fonts-inter",
        "fonts-dejavu-core",
    ]
    assert missing("test", *everything) == everything
    assert missing("test", "qpdf") == ["qpdf"]
    assert missing("test") == []


def test_what_is_missing_is_seen():
    for kind, what in {
        "module": "no_such_module",
        "library": "no-such-library",
        "program": "no-such-program",
        "file": "/usr/share/no-such-font/*",
    }.items():
        assert not bootstrap.present(bootstrap.Package("", kind, what, "")), kind
    assert bootstrap.present(bootstrap.Package("", "file", sys.executable, ""))
    assert bootstrap.present(bootstrap.Package("", "module", "json", ""))


@pytest.mark.parametrize(("user", "install"), [(1000, True), (0, False)])
def test_where_we_may_not_install_it_names_the_line_and_the_loss(monkeypatch, capsys, user, install):
    monkeypatch.setattr(bootstrap, "present", lambda package: package.kind != "library")
    monkeypatch.setattr("os.geteuid", lambda: user)
    monkeypatch.setattr(bootstrap, "apt", lambda packages: pytest.fail("installed something"))
    bootstrap.system("demo", install=install)
    said = capsys.readouterr().err
    assert "apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0\n" in said
    assert "Not available until then: PDF." in said
    with pytest.raises(SystemExit):
        bootstrap.system("test", install=install)


def test_as_root_the_packages_are_installed(monkeypatch, capsys, venv):
    there: set[str] = set()
    monkeypatch.setattr(bootstrap, "present", lambda package: package.name in there)
    monkeypatch.setattr("os.geteuid", lambda: 0)
    monkeypatch.setattr("shutil.which", lambda name: name)
    monkeypatch.setattr(bootstrap, "apt", lambda packages: there.update(package.name for package in packages))
    bootstrap.system("test")
    assert there == {package.name for package in (*bootstrap.RUNNING, *bootstrap.CHECKING)}
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("name", ["base.txt", "dev.txt"])
def test_locks_hold_a_hash_for_everything_and_no_addresses(name):
    text = (bootstrap.LOCKS / name).read_text()
    assert "://" not in text
    assert not re.search(r"^\s*--(?!hash)", text, re.M)
    for requirement in re.sub(r"\\\n", "", text).splitlines():
        if requirement.strip() and not requirement.lstrip().startswith("#"):
            assert re.match(r"[a-z0-9._-]+(\[[a-z,]+\])?==\S+ .*--hash=sha256:[0-9a-f]{64}", requirement), requirement


def test_the_tools_lock_holds_all_that_runs():
    def pins(name):
        return set(re.findall(r"^[a-z0-9]\S+==\S+", (bootstrap.LOCKS / name).read_text(), re.M))

    assert pins("base.txt") < pins("dev.txt")


def test_an_older_python_can_read_the_command_line_and_is_turned_away():
    text = (bootstrap.HERE / "manage.py").read_text()
    tree = ast.parse(text, feature_version=(3, 4))
    guard = next(node for node in tree.body if isinstance(node, ast.If))
    before = {alias.name for node in tree.body[: tree.body.index(guard)] for alias in getattr(node, "names", [])}
    assert before == {"os", "sys"}
    assert "Varde needs Python 3.11" in ast.unparse(guard)


def test_what_runs_before_anything_is_installed_needs_nothing():
    for name in ("bootstrap", "testing", "postgres"):
        for node in ast.walk(ast.parse(Path(bootstrap.HERE, "config", f"{name}.py").read_text())):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert {name.split(".")[0] for name in names} <= sys.stdlib_module_names | {"config"}


@pytest.mark.parametrize(
    ("argv", "expected"),
    [
        ([], ["-m", "browser"]),
        (["tests/test_setup.py", "-x"], ["-m", "browser", "tests/test_setup.py", "-x"]),
        (["-m", "slow or pdf", "-q"], ["-m", "(slow or pdf) and (browser)", "-q"]),
    ],
)
def test_a_selection_only_narrows_what_a_run_takes(argv, expected):
    assert testing.selection(argv, "SQLite, in the browser") == expected


def test_postgresql_is_asked_everything_only_where_there_is_time():
    assert "portable" in testing.selection([], "PostgreSQL")[1]
    assert "portable" not in testing.selection(["--thorough"], "PostgreSQL")[1]


def test_runs_do_not_inherit_settings(monkeypatch):
    monkeypatch.setenv("VARDE_DEMO", "1")
    monkeypatch.setenv("VARDE_NO_VENV", "1")
    found = {name: value for name, value in testing.settings("/v", "/v/d").items() if name.startswith("VARDE")}
    assert found == {"VARDE_NO_VENV": "1", "VARDE_VAR": "/v", "VARDE_DATABASE": "/v/d"}


class Run:
    """A run that has ended already."""

    def __init__(self, code: int) -> None:
        self.code = code

    def wait(self) -> int:
        return self.code

    def poll(self) -> int:
        return self.code


SQLITE, POSTGRESQL, BROWSER = testing.RUNS


@pytest.mark.parametrize(
    ("codes", "expected", "ran"),
    [
        ([0, 0, 0], 0, 3),
        ([0, 5, 5], 0, 3),
        ([5, 5, 5], 5, 3),
        ([0, 1, 0], 1, 3),
        ([0, 0, 1], 1, 3),
        ([2, 0, 0], 2, 2),
        ([2, 0, 1], 2, 2),
    ],
)
def test_after_a_run_that_failed_no_other_begins_and_the_one_beside_it_is_heard(
    monkeypatch, capsys, codes, expected, ran
):
    databases = {}

    def suite(name, arguments, folder, database=None, said=None):
        databases[name] = database
        if said:
            said.write(b"in the browser")
        return Run(dict(zip(testing.RUNS, codes, strict=True))[name])

    monkeypatch.setattr(testing, "suite", suite)
    monkeypatch.setattr("signal.signal", lambda *_: None)
    monkeypatch.setattr(postgres, "cluster", lambda: nullcontext("postgresql://"))
    assert testing.main([]) == expected
    everything = {BROWSER: None, SQLITE: None, POSTGRESQL: "postgresql://"}
    assert databases == dict(list(everything.items())[:ran])
    said = capsys.readouterr().out
    assert said.count("On ") == ran
    assert said.endswith(f"On {BROWSER}:\nin the browser\n")


def test_a_run_that_is_left_is_asked_to_end_and_ended(monkeypatch):
    """What it has started is stopped by its own hand, where it has one."""
    script = "import signal, sys, time; signal.signal(signal.SIGINT, {}); print(flush=True); time.sleep(60)"
    monkeypatch.setattr(testing, "PATIENCE", 1)
    codes = []
    for hears in ("lambda *_: sys.exit(7)", "signal.SIG_IGN"):
        line = [sys.executable, "-c", script.format(hears)]
        process = subprocess.Popen(line, stdout=subprocess.PIPE)
        monkeypatch.setattr(testing, "suite", lambda *_, process=process: process)
        with pytest.raises(SystemExit):
            leave(process)
        codes.append(process.returncode)
    assert codes == [7, -9]


def leave(process: subprocess.Popen[bytes]) -> None:
    with testing.begun(SQLITE, []), process.stdout:
        process.stdout.readline()
        sys.exit(143)


def test_without_postgresql_it_fails_and_says_what_helps(monkeypatch, capsys):
    monkeypatch.setattr(testing, "suite", lambda *_: 0)
    monkeypatch.setattr("signal.signal", lambda *_: None)
    monkeypatch.setattr(Path, "glob", lambda *_: iter(()))
    monkeypatch.setattr("shutil.which", lambda _: None)
    assert testing.main([]) == 1
    assert "apt-get install -y --no-install-recommends postgresql" in capsys.readouterr().err


def test_a_cluster_has_an_address_the_settings_read_and_leaves_nothing_behind():
    with postgres.cluster() as address:
        found = settings.database(address)
        folder = Path(str(found["HOST"]))
        assert (folder / f".s.PGSQL.{found['PORT']}").is_socket()
        assert (found["USER"], found["NAME"], found["PASSWORD"]) == ("varde", "postgres", "")
    assert not folder.exists()
