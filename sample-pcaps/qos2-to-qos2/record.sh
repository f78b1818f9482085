experiment 2 2
