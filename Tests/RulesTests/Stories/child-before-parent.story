An access point dies, then its switch
# Promise 2: suppression never eats a real alarm; pain: suppression eats later alarms

seeds 1 … 10
town
  core-1
  sw-1 … sw-2 behind core-1
  ap-1 … ap-4 behind sw-1, sw-2, in turn

08:00     ap-1 dies
within 15 s
          ap-1 is red
+20 s     sw-1 dies
+1 min    sw-1 is red
          ap-1 is grey because "behind sw-1"
          ap-3 is grey because "behind sw-1"
          incident 1 is open: ap-1
          incident 2 is open: sw-1, red, 2 behind
          2 incidents were opened
          sw-1 comes back
within 6 s
          sw-1 is green
within 60 s
          ap-1 is red
          ap-3 is green
+1 s      incident 1 is open: ap-1, red
          incident 2 is over: sw-1, red at worst
          2 incidents were opened
