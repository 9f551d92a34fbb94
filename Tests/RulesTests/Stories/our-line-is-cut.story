Our own line is cut
# Promise 3: blind is told in a banner, no device is blamed; pain: the poller's fault shown as devices' fault

seeds 1 … 2
town
  host-1 … host-40

08:00     our line is cut
+1 min    no host is red
          40 hosts are grey
          host-1 is grey because "monitoring cannot see it, last answered 0…"
          the banner says "blind: …"
          incident 1 is open: monitor reach sight, red
          event monitor reach sight grey → red
          1 incident was opened
+20 min   no host is red
          no events
          our line is back
+1 min    all hosts are green
          no banner is shown
          no incident is open
          1 incident was opened
