A server with two ways to it
# Promise 2: one cause; a host is behind its parents only if all are gone

seeds 1 … 5
town
  left, right
  srv-1 behind left, right

08:00     left dies
+30 s     srv-1 is green
          left is red
          right dies
+30 s     srv-1 is grey because "behind left"
          2 hosts are red
          right comes back
within 60 s
          srv-1, right are green
+1 s      left is red
          srv-1 dies
within 15 s
          srv-1 is red
+1 s      incident 3 is open: srv-1, red
