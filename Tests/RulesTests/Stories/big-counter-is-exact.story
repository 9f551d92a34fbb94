A counter above what a real number holds exactly
# Promise 5: 64-bit counters stay 64-bit integers to the end

town
  sw-1
at first
  sw-1 counts on from 9223372036854775000 on uplink A1
  sw-1 carries 8 bit/s on uplink A1

08:00     sw-1 traffic A1 is green because "8 bit/s, limit 800 Mbit/s"
for 5 min sw-1 traffic A1 is green because "8 bit/s, limit 800 Mbit/s"
