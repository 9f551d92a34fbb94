An access point disappears from its controller's table
# Promise 7: it is red "gone from controller since …"; pain: AP vanishes or is partly listed

town
  core-1
  msm-1 behind core-1
  ap-1 … ap-10 behind core-1, listed by msm-1

08:00     msm-1 tells nothing of access-point ap-4
+5 min    ap-4 wireless msm-1 is red because "gone from controller …"
          9 wireless lights are green
          1 incident is open
