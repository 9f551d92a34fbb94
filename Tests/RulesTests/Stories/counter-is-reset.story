A switch reboots and counts from zero
# Promise 5: a reset is never taken for a wrap; pain: spike after reboot

seeds 1 … 5
town
  sw-1
at first
  sw-1 has been up for 100 d
  sw-1 counts on from 4294000000 on port A1
  sw-1 carries 10 Mbit/s on port A1

08:00     sw-1 traffic A1 is green because "10 Mbit/s, limit 80 Mbit/s"
          sw-1 reboots
for 5 min no light of sw-1 is red
          no light of sw-1 is yellow
within 1 s
          sw-1 traffic A1 is green because "10 Mbit/s, limit 80 Mbit/s" and fresh
+1 s      event sw-1 tells "restarted at 08:00:00"
