"""Prints the events of a master's bus below a tag, one line each, once it has said that it listens."""

import json
import sys

import salt.config
import salt.utils.event

settings, tag = sys.argv[1:]
options = salt.config.master_config(settings)
with salt.utils.event.get_event("master", sock_dir=options["sock_dir"], opts=options, listen=True) as bus:
    bus.subscribe(tag)
    if not bus.connect_pub(timeout=10):
        sys.exit("the master's bus can't be reached")
    print("listening", flush=True)
    while True:
        event = bus.get_event(tag=tag, wait=5, full=True)
        if event:
            print(event["tag"], json.dumps(event["data"]), flush=True)
