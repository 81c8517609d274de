"""Mail about accounts: forgotten passwords, and addresses that are confirmed before the first sign-in."""
