The poller stands still
# Promise 1: green only on fresh evidence; pain: stale shown green

town
  core-1
  srv-1 behind core-1
at first
  srv-1 tells disk C: 50 %

08:00     2 of 2 hosts are fresh
          the poller freezes
+1 min 50 s
          no light is red
+20 s     srv-1 is green and ageing
          srv-1 disk C: is green and ageing
          0 of 2 hosts are fresh
+1 min    all lights are grey
          srv-1 disk C: is grey because "data too old, last 0…"
          event core-1 green → grey because "data too old, last 0…"
          event srv-1 green → grey because "data too old, last 0…"
          no incident was opened
          the poller runs again
within 70 s
          all lights are green
+1 s      no incident was opened
