"""Pictures and files that people attach to records: a field where the prompt wants to upload something."""
