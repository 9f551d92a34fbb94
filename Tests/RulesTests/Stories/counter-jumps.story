A 64-bit counter jumps beyond what is physical
# Promise 5: a physical ceiling: what no line can carry was a counter set anew

seeds 1 … 5
town
  sw-1
at first
  sw-1 counts on from 1000 on uplink A1
  sw-1 carries 500 Mbit/s on uplink A1

08:00     sw-1 traffic A1 is green because "500 Mbit/s, limit 800 Mbit/s"
          sw-1 counts on from 9000000000000000000 on uplink A1
for 5 min no light of sw-1 is red
          no light of sw-1 is yellow
within 1 s
          sw-1 traffic A1 is green because "500 Mbit/s, limit 800 Mbit/s" and fresh
