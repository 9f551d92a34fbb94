A 64-bit counter wraps
# Promise 5: 64-bit counters stay 64-bit integers to the end

seeds 1 … 5
town
  sw-1
at first
  sw-1 counts on from 18446744073000000000 on uplink A1
  sw-1 carries 80 Mbit/s on uplink A1

08:00     sw-1 traffic A1 is green because "80 Mbit/s, limit 800 Mbit/s"
for 5 min sw-1 traffic A1 is green because "80 Mbit/s, limit 800 Mbit/s" and fresh
+1 s      no events
