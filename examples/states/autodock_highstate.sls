/etc/autodock-highstate:
  file.managed:
    - contents: {{ grains['id'] | json }}
    - mode: '0644'
