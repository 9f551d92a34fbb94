A controller loses one of its access points
# Promise 7: each is judged on its own page; a lost access point's own light is red

town
  core-1
  msm-1 behind core-1
  ap-1 … ap-10 behind core-1, listed by msm-1

08:00     msm-1 tells access-point ap-4 disconnected
within 90 s
          ap-4 wireless msm-1 is red because "disconnected"
+1 s      ap-4 is green
          9 wireless lights are green
          incident 1 is open: ap-4 wireless msm-1, yellow
          event ap-4 wireless msm-1 green → red
          msm-1 tells access-point ap-4 running
within 61 s
          ap-4 wireless msm-1 is green
+1 s      incident 1 is over: ap-4 wireless msm-1, yellow at worst
