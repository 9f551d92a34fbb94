A switch numbers its ports anew
# Promise 7: ports by name rather than ifIndex; pain: ifIndex renumbering

seeds 1 … 5
town
  sw-1
at first
  sw-1 counts on from 1000000000 on port A1
  sw-1 carries 8 Mbit/s on port A1
  sw-1 counts on from 4000000000 on port A2
  sw-1 carries 16 Mbit/s on port A2
  sw-1 counts on from 20000 on port A3
  sw-1 carries 1 Mbit/s on port A3

08:00     sw-1 traffic A1 is green because "8 Mbit/s, …"
          sw-1 renumbers its rows
for 3 min sw-1 traffic A1 is green because "8 Mbit/s, …" and fresh
          sw-1 traffic A2 is green because "16 Mbit/s, …" and fresh
          sw-1 traffic A3 is green because "1 Mbit/s, …" and fresh
+1 s      sw-1 renumbers its rows
for 3 min sw-1 traffic A1 is green because "8 Mbit/s, …" and fresh
          sw-1 traffic A2 is green because "16 Mbit/s, …" and fresh
          sw-1 traffic A3 is green because "1 Mbit/s, …" and fresh
+1 s      no events
