"""A phone application: installed from the browser, opened without a network, with a bar of tabs below."""
