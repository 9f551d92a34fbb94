A server gives nothing of its disks any more
# Promise 1: where nobody knows whether they are there, grey is right for days

town
  srv-1
at first
  srv-1 tells disk C: 50 %
  srv-1 tells memory ram 40 %

08:00     srv-1 tells nothing of disk
+4 min    srv-1 disk C: is grey because "data too old, last 0…"
          event srv-1 disk C: green → grey
+2 d      srv-1 disk C: is grey
          srv-1 memory ram is green
          no events
