The daemon was away for a day
# Promise 1: green only on fresh evidence; pain: stale shown green

town
  srv-1
at first
  srv-1 tells disk C: 50 %

08:00     all lights are green
          the daemon restarts after 1 d
          the poller freezes
+2 s      all lights are grey
          srv-1 disk C: is grey because "data too old, last …"
          no incident was opened
          the poller runs again
within 65 s
          all lights are green
