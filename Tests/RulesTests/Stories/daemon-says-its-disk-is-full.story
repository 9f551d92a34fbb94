Our own disk is full
# Promise 9: what happens to us is a light and an incident too

town
  srv-1

08:00     the daemon says disk database is green "12 GiB free"
          monitor disk database is green
          the daemon says disk database is red "the disk is full"
          monitor disk database is red because "the disk is full"
          incident 1 is open: monitor disk database, red
          event monitor disk database green → red
          srv-1 is green
          no banner is shown
+1 min    the daemon says disk database is green "12 GiB free"
          incident 1 is over: monitor disk database, red at worst
