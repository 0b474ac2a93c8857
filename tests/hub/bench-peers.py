#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What git and Fossil need to push and fetch the same records, each record a file of its own.

    bench-peers.py RECORDS WORK

RECORDS is a folder with the records, WORK an empty one. Committing comes before the clock starts, as
saving does. Prints lines `name<TAB>pushed per second<TAB>fetched per second`; a peer that is not
installed is passed over with a word. git over file://, Fossil over HTTP on loopback, both without TLS.
"""
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import time

QUIET = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}


def run(*args, cwd):
    subprocess.run(args, cwd=cwd, check=True, **QUIET)


def clock(*args, cwd):
    start = time.monotonic()
    run(*args, cwd=cwd)
    return time.monotonic() - start


def copy(records, to):
    for path in records:
        shutil.copy(path, to / path.name)


def measure_git(records, work):
    hub, laptop = work / "git-hub", work / "git-laptop"
    run("git", "init", "-q", "--bare", str(hub), cwd=work)
    run("git", "init", "-q", "-b", "main", str(laptop), cwd=work)
    copy(records, laptop)
    run("git", "add", ".", cwd=laptop)
    run("git", "-c", "user.name=a", "-c", "user.email=a@localhost", "commit", "-qm", "records", cwd=laptop)
    # As durable as we are: every object and ref on disk before the answer (git-config, core.fsync).
    run("git", "config", "core.fsync", "all", cwd=hub)
    push = clock("git", "push", "-q", f"file://{hub}", "main", cwd=laptop)
    fetch = clock("git", "clone", "-q", "-b", "main", f"file://{hub}", "git-second", cwd=work)
    return push, fetch


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def serve_fossil(hub, work):
    port = free_port()
    server = subprocess.Popen(["fossil", "server", "--localhost", "--localauth", "--port", str(port), str(hub)],
                              cwd=work, **QUIET)
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return server, port
        time.sleep(0.05)
    raise RuntimeError("fossil does not listen")


def measure_fossil(records, work):
    os.environ["FOSSIL_HOME"] = str(work)
    os.environ["USER"] = "root"
    hub, own, laptop = work / "hub.fossil", work / "own.fossil", work / "fossil-laptop"
    laptop.mkdir()
    run("fossil", "init", "-A", "root", str(hub), cwd=work)
    run("fossil", "user", "password", "root", "bench", "-R", str(hub), cwd=work)
    server, port = serve_fossil(hub, work)
    url = f"http://root:bench@127.0.0.1:{port}/"
    try:
        run("fossil", "clone", "--once", url, str(own), cwd=work)
        run("fossil", "open", str(own), cwd=laptop)
        run("fossil", "settings", "autosync", "off", cwd=laptop)
        copy(records, laptop)
        run("fossil", "add", ".", cwd=laptop)
        run("fossil", "commit", "--no-warnings", "-m", "records", cwd=laptop)
        push = clock("fossil", "push", "--once", url, cwd=laptop)
        fetch = clock("fossil", "clone", "--once", url, str(work / "second.fossil"), cwd=work)
    finally:
        server.terminate()
        server.wait()
    return push, fetch


def main():
    records, work = sorted(pathlib.Path(sys.argv[1]).iterdir()), pathlib.Path(sys.argv[2])
    for name, measure in [("git", measure_git), ("fossil", measure_fossil)]:
        if shutil.which(name) is None:
            print(f"{name} is not installed, not measured", file=sys.stderr)
            continue
        push, fetch = measure(records, work)
        print(f"{name}\t{len(records) / push:.0f}\t{len(records) / fetch:.0f}", flush=True)


main()
