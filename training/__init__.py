"""What is learnt from our own sentences, before anything runs: corpus, its check, the fits."""
