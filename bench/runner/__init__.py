"""What all benchmarks share: contestants in processes of their own, run in turn, and compared."""
