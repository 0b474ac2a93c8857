#!/usr/bin/env python3
"""How many ops a second two hub processes on one PostgreSQL take from eight logbooks pushed at once, behind
nginx, each laptop a process of its own; beside it the same with SQLite and one process. Prints; decides nothing."""
import os, sys
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..'))
from harness import Hub, main
from postgres import HubOfMany, PostgreSQL, assert_gapless, founders, say_rate, sync_at_once

LOGBOOKS = 8
ENTRIES = 2000

def two_processes_on_postgresql_behind_nginx(home):
    server = PostgreSQL(durable=True)
    url = server.database()
    hub = HubOfMany(home, url)
    laptops = founders(home, hub, LOGBOOKS, ENTRIES)
    say_rate('two hub processes on PostgreSQL behind nginx', LOGBOOKS, LOGBOOKS * ENTRIES, sync_at_once(laptops))
    assert_gapless(server, url, LOGBOOKS)
    hub.stop()

def one_process_on_sqlite(home):
    hub = Hub(home)
    laptops = founders(home, hub, LOGBOOKS, ENTRIES)
    say_rate('one hub process on SQLite', LOGBOOKS, LOGBOOKS * ENTRIES, sync_at_once(laptops))
    hub.stop()

if __name__ == '__main__':
    main(globals())
