experiment 1 1
