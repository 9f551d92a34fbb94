The third outage of a link within an hour is marked at once
# Pain: alarms that come and go: it is one incident with a mark, until it has been calm

seeds 1 … 3
town
  core-1
  sw-1 behind core-1
  ap-1 … ap-3 behind sw-1

08:00     sw-1 dies
+30 s     sw-1 comes back
+1 min    sw-1 dies
+30 s     sw-1 comes back
+1 min    sw-1 dies
+30 s     incident 3 is open: sw-1, red, flapping, 3 behind
          sw-1 comes back
+1 min    sw-1 is green
          incident 3 is open: sw-1, red, flapping
          sw-1 dies
+30 s     incident 3 is open: sw-1, red, flapping
          sw-1 comes back
+1 min    3 incidents were opened
          all hosts are green
          1 incident is open
+40 min   1 incident is open
+25 min   incident 3 is over: sw-1, red at worst
          no incident is open
