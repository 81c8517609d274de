"""Operations: durable work in steps, with progress, logs, cancelling and retrying."""
