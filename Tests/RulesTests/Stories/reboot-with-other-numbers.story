A switch reboots and numbers its ports anew
# Promise 7: ports by name rather than ifIndex; promise 5: a reset is never taken for a wrap

seeds 1 … 10
town
  sw-1
at first
  sw-1 counts on from 4294000000 on port A1
  sw-1 carries 8 Mbit/s on port A1
  sw-1 counts on from 1000 on port A2
  sw-1 carries 16 Mbit/s on port A2

08:00     sw-1 dies
+2 min    sw-1 renumbers its rows
          sw-1 comes back rebooted
within 30 s sw-1 is green
for 5 min no light of sw-1 is red
+1 s      sw-1 traffic A1 is green because "8 Mbit/s, …"
          sw-1 traffic A2 is green because "16 Mbit/s, …"
          event sw-1 green → red
          event sw-1 red → green
          event sw-1 tells "restarted at 08:02:00"
