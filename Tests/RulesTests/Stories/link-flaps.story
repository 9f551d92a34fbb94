A link flaps: eight seconds off, a minute on
# Pain: alarms that come and go: each loss that is told gets its end, nothing stays open

seeds 1 … 6
town
  core-1
  sw-1 behind core-1
  ap-1 … ap-3 behind sw-1

08:00     sw-1 dies
+8 s      sw-1 comes back
+1 min    sw-1 dies
+8 s      sw-1 comes back
+1 min    sw-1 dies
+8 s      sw-1 comes back
+1 min    sw-1 dies
+8 s      sw-1 comes back
+90 s     all hosts are green
          no incident is open
