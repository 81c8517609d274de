"""Favourites: records that a person saves, and the page that lists them."""
