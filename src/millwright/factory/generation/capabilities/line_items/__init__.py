"""Lines of documents: what a quotation, an order or an invoice is made of, entered on its page and added up there."""
