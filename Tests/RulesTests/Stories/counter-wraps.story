A 32-bit counter wraps
# Promise 5: numbers are right: a wrap is counted through

seeds 1 … 5
town
  sw-1
at first
  sw-1 has been up for 100 d
  sw-1 counts on from 4000000000 on port A1
  sw-1 carries 40 Mbit/s on port A1

08:00     sw-1 traffic A1 is green because "40 Mbit/s, limit 80 Mbit/s"
for 10 min
          sw-1 traffic A1 is green because "40 Mbit/s, limit 80 Mbit/s" and fresh
+1 s      no events
