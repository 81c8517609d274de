"""A single record as PDF: an invoice, a certificate, a contract, with what belongs to it."""
