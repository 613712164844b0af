#!py
"""The event's data are handed on as they are: no part of them is ever read as Jinja, YAML or Python."""


def run():
    arguments = [{"tag": tag}, {"data": data}]
    return {"autodock": {"runner.autodock.submit_event": [{"args": arguments}]}}
