# A formation, and then a state on its apps. On the master: salt-run state.orch autodock.orchestrate
shop:
  autodock.formation_present:
    - user: carl
    - hostname_scheme: web
    - number: 3
    # Apps that answer the master; in the default mode, cron, they run their highstate by themselves.
    - bootstrap: minion

shops_apps:
  salt.state:
    - tgt: 'autodock:formation:shop'
    - tgt_type: grain
    - sls: web
    - require:
        - autodock: shop
