A host dies while we are blind
# Promise 3: blindness eats no alarm: what is gone when we see again is red

seeds 1 … 2
town
  host-1 … host-40

08:00     our line is cut
+5 min    no host is red
          host-7 dies
          our line is back
within 60 s
          host-7 is red
          39 hosts are green
+1 s      no banner is shown
          1 incident is open
