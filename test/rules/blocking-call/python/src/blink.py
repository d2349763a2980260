"""A program that waits for nobody else."""
import time

while True:
    time.sleep(1)
    print("blink")
