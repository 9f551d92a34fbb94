A disk is taken out of a server
# Pain: what was deleted alarms for ever: a row that is gone is grey for an hour, then not there

town
  srv-1
at first
  srv-1 tells disk C: 50 %
  srv-1 tells disk D: 50 %

08:00     srv-1 tells nothing of disk D:
+59 min   srv-1 disk D: is grey
within 3 min
          srv-1 disk D: has no light
+1 s      srv-1 disk C: is green
          srv-1 overall is green
          no incident was opened
          srv-1 tells disk D: 50 %
within 61 s
          srv-1 disk D: is green
