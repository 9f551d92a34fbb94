An access point dies while its switch is dead
# Promise 2: a child that is still down alerts within one interval of its parent's return

seeds 1 … 10
town
  core-1
  sw-1 behind core-1
  ap-1 … ap-3 behind sw-1

08:00     sw-1 dies
+1 min    sw-1 is red
          3 hosts are grey behind sw-1
          ap-2 dies
+1 min    ap-2 is grey because "behind sw-1"
          1 incident was opened
          sw-1 comes back
within 6 s
          sw-1 is green
within 60 s
          ap-2 is red
          ap-1, ap-3 are green
+1 min    1 incident is open
          incident 2 is open: ap-2, red
