A switch comes back while the daemon is away
# Promise 8: if we told a problem, we tell its end

seeds 1 … 5
town
  core-1
  sw-1 … sw-3 behind core-1
  ap-1 … ap-9 behind sw-1 … sw-3, in turn

08:00     sw-2 dies
+1 min    incident 1 is open: sw-2, red, 3 behind
          any events
          sw-2 comes back
          the daemon restarts after 5 min
+1 min    all hosts are green
          incident 1 is over: sw-2, red at worst, 3 behind
          event sw-2 red → green
          3 events grey → green
