Our uplink is pulled for twenty minutes; later the daemon is killed
# Scene 9: banner, no device alarms, one incident of our own and its end; then lights with their age

seeds 1 … 3
town
  core-1
  sw-1 … sw-4 behind core-1
  ap-1 … ap-12 behind sw-1 … sw-4, in turn

08:00     our uplink is down
          our line is cut
+1 min    no host is red
+19 min   no host is red
          no device has turned red
          the banner says "blind…"
          our uplink is up
          our line is back
+70 s     all hosts are green
          no banner is shown
          no incident is open
          any events
+1 h      the daemon restarts after 2 min
+1 s      no light is red
          all hosts are green
+2 min    all lights are green
          no events
          no incident is open
