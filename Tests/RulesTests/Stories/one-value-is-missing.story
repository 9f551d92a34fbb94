One value of many is no longer given
# Promise 1: green only on fresh evidence; pain: stale shown green

town
  srv-1
at first
  srv-1 tells disk C: 50 %
  srv-1 tells disk D: 60 %

08:00     all lights are green
          srv-1 tells nothing of disk D:
+2 min 5 s
          srv-1 disk D: is green and ageing
+2 min    srv-1 disk D: is grey because "data too old, last 0…"
          srv-1 disk C: is green and fresh
          srv-1 is green and fresh
          srv-1 overall is grey
          event srv-1 disk D: green → grey
          no incident was opened
          srv-1 tells disk D: 60 %
within 61 s
          srv-1 disk D: is green
