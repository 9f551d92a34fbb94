An access point loses its power, and its controller knows it before the pings do
# Promise 2: one cause, one red: what its controller says of a dead one is hidden by its death

seeds 1 … 10
town
  core-1
  msm-1 behind core-1
  ap-1 … ap-10 behind core-1, listed by msm-1

08:00     ap-4 dies
          msm-1 tells access-point ap-4 disconnected
+3 min    ap-4 is red
          1 host is red
          9 wireless lights are green
          1 incident is open
