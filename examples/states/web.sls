/etc/autodock-web:
  file.managed:
    - contents: web
    - mode: '0644'
