"""The lab's parts, one module per noun; `lab.py` puts them together."""
