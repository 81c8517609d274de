"""What search engines are told: a description of each page, its one address, and a list of all public pages."""
