A replaced access point leaves no light behind on its controller
# Scene 3: "replaced", no red is left, nobody has to acknowledge anything

seeds 1 … 3
town
  core-1
  msm-1 behind core-1
  sw-1 behind core-1
  ap-1 … ap-5 behind sw-1, listed by msm-1

08:00     ap-3 dies
          msm-1 tells access-point ap-3 disconnected
+1 min    ap-3 is red
          incident 1 is open: ap-3, yellow
          any events
+3 min    msm-1 tells nothing of access-point ap-3
          reload with new-3, behind sw-1, listed by msm-1
          new-3 replaces ap-3
          no light of new-3 is red
+1 min 5 s
          new-3 is green
          new-3 wireless msm-1 is green
          all lights are green
          msm-1 wireless ap-3 has no light
          event new-3 tells "replaces ap-3 on the same port"
          incident 1 is over: ap-3, yellow at worst
          no incident is open
