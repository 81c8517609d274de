"""An accepted answer: whoever asked says which answer was the best."""
