#!/usr/bin/env python3
"""A connection of which the other side is gone without a word. Waiting takes a minute, so it waits alone."""
import os, sys, time
sys.path[:0] = [os.path.dirname(os.path.abspath(__file__)), os.path.join(os.path.dirname(os.path.abspath(__file__)), '..')]
from harness import Hub, fields, laptop_with_logbook, main
import proxy

PATIENCE_S = 240  # the laptop gives up after a minute of silence; its machine may be busy

def half_open_connection_is_given_up_and_tried_again(home):
    hub = Hub(home)
    wire = proxy.Wire(hub.port)
    an = laptop_with_logbook(home)
    founding = fields(hub.invite_founder())
    an.cli('join', wire.url(founding['url']), '--code', founding['code'])
    an.sync()
    note = an.add('entry', body='Wacht')
    wire.silent = True
    started = time.monotonic()
    syncing = an.start('sync')
    meanwhile = an.add('entry', body='Ondertussen')
    assert syncing.wait(PATIENCE_S) == 3, syncing.communicate()
    assert len(syncing.communicate()[1].splitlines()) == 1 and time.monotonic() - started > 10
    assert an.json('status')[0]['hub']['problem'] == 'hub_silent' and an.json('status')[0]['pending'] == 2
    wire.heal()
    an.sync()
    assert an.json('status')[0]['pending'] == 0 and an.show(note) and an.show(meanwhile)
    hub.stop()

main(globals())
