#!jinja|json
{#- The event's data goes in as JSON and nothing else: no part of it is read as YAML or Jinja. -#}
{"autodock": {"runner.autodock.submit_event": [{"args": [
  {"tag": {{ tag | json }}},
  {"data": {{ data | json }}}
]}]}}
