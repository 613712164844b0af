# A formation and the host server that it may need, as states. On the master: salt-run state.orch autodock.shop
dldocker09:
  autodock.host_present:
    - address: 10.0.0.19
    - labels: {rack: b}

shop:
  autodock.formation_present:
    - user: carl
    - hostname_scheme: web
    - number: 3
    - ram: 100M
    - cpu_shares: 100
    # Quoted: YAML takes 8080:22 for a number to the base of sixty.
    - ports: ["8080:80", "9000"]
    - require:
        - autodock: dldocker09
