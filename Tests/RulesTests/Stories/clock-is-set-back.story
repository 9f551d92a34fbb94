Somebody sets our clock back by an hour
# Promise 11: time is right: lights do not stay fresh for an hour, alarms do not wait for it

seeds 1 … 5
town
  core-1
  ap-1 behind core-1

08:00     the clock is set back 1 h
+2 s      no light is red
          ap-1 dies
within 15 s
          ap-1 is red
+1 s      the poller freezes
+4 min 5 s
          2 hosts are grey
