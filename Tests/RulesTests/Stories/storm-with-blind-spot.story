All that hangs on one switch dies: we are not blind
# Promise 3: down and blind are two things: one root explains it

seeds 1 … 2
town
  core-1
  sw-1 … sw-12 behind core-1
  ap-1 … ap-36 behind sw-1 … sw-12, in turn
  srv-1 … srv-4

08:00     core-1 dies
for 1 min no banner is shown
+1 s      1 host is red
          48 hosts are grey behind core-1
          4 hosts are green
