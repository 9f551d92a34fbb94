The daemon restarts in the middle of a storm
# Promise 9: nothing that was told is lost; promise 2: one cause, one red

seeds 1 … 3
town
  core-1
  sw-1 … sw-4 behind core-1
  ap-1 … ap-16 behind sw-1 … sw-4, in turn

08:00     core-1 dies
+1 min    core-1 is red
          20 hosts are grey behind core-1
          any events
          the daemon restarts after 30 s
+1 min    core-1 is red
          20 hosts are grey behind core-1
          no events
          1 incident was opened
          core-1 comes back
+1 min    all hosts are green
          1 incident was opened
          incident 1 is over: core-1, red at worst, 20 behind
