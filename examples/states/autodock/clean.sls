# The counterpart of shop.sls. On the master: salt-run state.orch autodock.clean
shop:
  autodock.formation_absent:
    - user: carl

dldocker09:
  autodock.host_absent:
    - require:
        - autodock: shop
