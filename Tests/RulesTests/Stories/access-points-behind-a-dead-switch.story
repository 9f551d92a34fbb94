A switch with ten access points dies, their controller tells so
# Colours: a dead switch is the switch's incident, not "gone from controller"

seeds 1 … 5
town
  core-1
  sw-1 … sw-2 behind core-1
  msm-1 behind core-1
  ap-1 … ap-10 behind sw-1, listed by msm-1
  ap-11 … ap-20 behind sw-2, listed by msm-1

08:00     sw-1 dies
+20 s     msm-1 tells access-point ap-1 disconnected
          msm-1 tells access-point ap-2 disconnected
          msm-1 tells nothing of access-point ap-3
+5 min    1 host is red
          10 hosts are grey behind sw-1
          ap-1 wireless msm-1 is grey because "behind sw-1"
          ap-3 wireless msm-1 is grey because "behind sw-1"
          10 wireless lights are green
          1 incident was opened
          incident 1 is open: sw-1, red, 10 behind
