"""The commands of the record, one module a group; cli.py names them and imports each when it is called."""
