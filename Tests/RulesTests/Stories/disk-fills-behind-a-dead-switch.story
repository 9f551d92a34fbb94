A disk fills up while nobody can see it
# Promise 2: suppression never eats a real alarm; pain: suppression eats later alarms

town
  sw-1
  srv-1 behind sw-1
at first
  srv-1 tells disk C: 50 %

08:00     sw-1 dies
+5 min    srv-1 is grey because "behind sw-1"
          srv-1 disk C: is grey because "behind sw-1"
          srv-1 tells disk C: 95 %
          any events
+5 min    no events
          1 incident was opened
          sw-1 comes back
+4 min    srv-1 disk C: is red because "95 %, limit 90"
          incident 2 is open: srv-1 disk C:, red
          1 incident is open
