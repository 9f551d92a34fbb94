A switch dies, then what it hangs on
# Promise 2: one cause, one red: what was a cause is behind a cause now

seeds 1 … 10
town
  core-1
  sw-1 behind core-1
  sw-2 behind sw-1
  ap-1 … ap-3 behind sw-2
  ap-4 behind sw-1

08:00     sw-2 dies
+20 s     sw-2 is red
          3 hosts are grey behind sw-2
          sw-1 dies
+20 s     sw-1 is red
          5 hosts are grey behind sw-1
          1 host is red
          sw-1 comes back
+1 min    sw-2 is red
          3 hosts are grey behind sw-2
          sw-1, ap-4, core-1 are green
          incident 1 is open: sw-2, red
          incident 2 is over: sw-1
          sw-2 comes back
+1 min    all hosts are green
          no incident is open
          2 incidents were opened
