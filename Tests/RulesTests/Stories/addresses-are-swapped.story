Two access points swap their addresses
# Promise 7: identity survives change: hosts by serial and MAC when their address moves

seeds 1 … 3
town
  core-1
  msm-1 behind core-1
  ap-1 … ap-5 behind core-1, listed by msm-1

08:00     msm-1 tells access-point ap-2 disconnected
within 90 s
          ap-2 wireless msm-1 is red
+1 s      any events
          ap-1 and ap-2 swap addresses
          event ap-1 tells "address changed 10.0.0.3 → 10.0.0.4"
          event ap-2 tells "address changed 10.0.0.4 → 10.0.0.3"
          ap-2 wireless msm-1 is red
          ap-1 wireless msm-1 is green
+5 min    ap-2 wireless msm-1 is red
          ap-1 wireless msm-1 is green
          no events
          1 incident was opened
          incident 1 is open: ap-2 wireless msm-1, yellow
