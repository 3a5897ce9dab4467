"""What a batch changes of what is stored: rows, versions, page addresses, outcomes."""
