"""The compiler: an `AppSpec` in, the source tree of an application out, the same to the byte each time."""
