experiment 2 0
