A server with a full disk dies
# Promise 2: one cause, one red: the disk is hidden, its incident is not closed

town
  srv-1
at first
  srv-1 tells disk C: 95 %

08:05     incident 1 is open: srv-1 disk C:, red
          any events
          srv-1 dies
+2 min    srv-1 is red
          srv-1 disk C: is grey because "host does not answer"
          incident 1 is open: srv-1 disk C:, red at worst
          incident 2 is open: srv-1, red
          event srv-1 green → red
          srv-1 comes back
+2 min    srv-1 disk C: is red
          incident 1 is open: srv-1 disk C:, red
          incident 2 is over: srv-1
          event srv-1 red → green
