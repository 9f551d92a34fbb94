The uptime of a switch wraps after 497 days
# Promise 5: sysUpTime's 497-day wrap is not a reboot; pain: 497-day sysUpTime wrap is "rebooted"

seeds 1 … 3
town
  sw-1
at first
  sw-1 has been up for 497 d 2 h 22 min
  sw-1 counts on from 4000000000 on port A1
  sw-1 carries 40 Mbit/s on port A1

08:00     sw-1 traffic A1 is green because "40 Mbit/s, limit 80 Mbit/s"
for 20 min
          sw-1 traffic A1 is green because "40 Mbit/s, limit 80 Mbit/s" and fresh
+1 s      no events
