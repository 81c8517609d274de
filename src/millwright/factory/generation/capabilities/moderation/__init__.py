"""What members contribute is reported, hidden and restored, and approved first where the prompt says so."""
