"""QR codes of pages, and a page that reads them."""
