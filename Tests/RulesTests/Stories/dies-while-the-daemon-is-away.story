A switch dies while the daemon is away
# Promise 9: monitoring goes on: what happened meanwhile is told after the start

seeds 1 … 5
town
  core-1
  sw-1 … sw-3 behind core-1
  ap-1 … ap-9 behind sw-1 … sw-3, in turn

08:00     sw-2 dies
          the daemon restarts after 5 min
+1 min    sw-2 is red
          3 hosts are grey behind sw-2
          1 incident is open
          event sw-2 green → red
          3 events green → grey
