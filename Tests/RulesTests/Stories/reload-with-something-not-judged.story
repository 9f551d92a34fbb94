A disk is to be recorded only
# Promise 13: what is no longer judged has no light, and its incident ends

town
  srv-1
at first
  srv-1 tells disk C: 95 %
  srv-1 tells disk D: 50 %

08:05     incident 1 is open: srv-1 disk C:, red
          reload with rule disk, subject C:, not judged
          srv-1 disk C: has no light
          srv-1 disk D: is green
          incident 1 is over: srv-1 disk C:
          reload without rules
+4 min    srv-1 disk C: is red
          incident 2 is open: srv-1 disk C:
