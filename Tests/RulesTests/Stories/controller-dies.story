The controller of seventy access points dies
# Promise 7: a lost controller is one incident, not seventy; pain: alert storm

seeds 1 … 3
town
  core-1
  msm-1 behind core-1
  ap-1 … ap-70 behind core-1, listed by msm-1

08:00     ap-1 wireless msm-1 is green because "running"
          70 wireless lights are green
          msm-1 dies
+30 s     1 host is red
          71 hosts are green
          1 incident was opened
          incident 1 is open: msm-1, red
+10 min   70 wireless lights are grey
          1 incident was opened
          no light of ap-1 … ap-70 is red
