"""Roles and permissions that an administrator sets: what each role may do with each kind of record, and own roles."""
