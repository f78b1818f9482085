experiment 0 2
