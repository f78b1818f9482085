experiment 0 0
