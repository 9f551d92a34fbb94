A counter goes back, and the agent gives no uptime
# Promise 5: an unknowable rate is missing, never invented

seeds 1 … 5
town
  sw-1
at first
  sw-1 gives no uptime
  sw-1 counts on from 3000000000 on port A1
  sw-1 carries 8 Mbit/s on port A1

08:00     sw-1 traffic A1 is green because "8 Mbit/s, …"
          sw-1 counts on from 10 on port A1
for 5 min no light of sw-1 is red
          no light of sw-1 is yellow
within 1 s
          sw-1 traffic A1 is green because "8 Mbit/s, …" and fresh
