base:
  '*':
    - autodock_highstate
  'cl*':
    - web
