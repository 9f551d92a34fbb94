Our own network card loses its carrier
# Promise 3: we cannot see: a banner, no device alarms; pain: the poller's fault shown as devices' fault

seeds 1 … 3
town
  core-1
  sw-1, sw-2 behind core-1
  srv-1 behind sw-1
at first
  srv-1 tells disk C: 50 %

08:00     our uplink is down
          our line is cut
+1 min    no host is red
          the banner says "blind: our own connection is down…"
          incident 1 is open: monitor link uplink, red
          our uplink is up
          our line is back
+1 min 5 s
          all lights are green
          no banner is shown
          no incident is open
