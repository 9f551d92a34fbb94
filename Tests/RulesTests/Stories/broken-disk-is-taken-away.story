A full disk is taken out of a server
# Pain: what was deleted alarms for ever: an open incident is kept a day, then ends unseen

town
  srv-1
at first
  srv-1 tells disk C: 50 %
  srv-1 tells disk D: 95 %

08:05     incident 1 is open: srv-1 disk D:, red
          srv-1 tells nothing of disk D:
+23 h 50 min
          incident 1 is open: srv-1 disk D:, grey, red at worst
within 15 min
          srv-1 disk D: has no light
+1 s      incident 1 is over: srv-1 disk D:, red at worst
          srv-1 tells disk D: 95 %
within 4 min
          srv-1 disk D: is red
+1 s      incident 2 is open: srv-1 disk D:, red
