The daemon restarts while our line is cut
# Promise 3: blind before, blind after: no device is blamed

town
  host-1 … host-15

08:00     our line is cut
+1 min    the daemon restarts after 10 s
+1 min    no host is red
          the banner says "blind…"
          1 incident is open
          our line is back
+70 s     all hosts are green
          no incident is open
