# On an app: the addresses of its formation, as nginx takes them, from the pillar that Autodock gives it.
{%- set own = pillar.get('autodock', {}) %}
/etc/autodock-upstreams.conf:
  file.managed:
    - mode: '0644'
    - contents: |
        upstream {{ own.get('formation', 'none') }} {
        {%- for name, peer in own.get('peers', {}) | dictsort %}
          server {{ peer['address'] }}:{{ peer['port'] }}; # {{ name }}
        {%- endfor %}
        }
