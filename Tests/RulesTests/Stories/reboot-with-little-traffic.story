A switch with little traffic reboots twice within a few minutes
# Promise 5: an unknowable rate is missing, never invented; pain: reseeds within 2 polls

seeds 1 … 10
town
  sw-1
at first
  sw-1 has been up for 100 d
  sw-1 counts on from 3000000000 on port A1
  sw-1 carries 1 Mbit/s on port A1

08:00     sw-1 traffic A1 is green because "1 Mbit/s, …"
          sw-1 reboots
+90 s     sw-1 reboots
for 4 min no light of sw-1 is red
          no light of sw-1 is yellow
+1 s      sw-1 traffic A1 is green because "1 Mbit/s, …" and fresh
          event sw-1 tells "restarted at 08:00:00"
          event sw-1 tells "restarted at 08:01:30"
