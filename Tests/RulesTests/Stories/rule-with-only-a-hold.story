A rule that only says how long to wait leaves the limits where they are
# Promise 4: where the threshold comes from: not from who changed something else

town
  srv-1, srv-2
rules
  disk, of srv-*, hold 0 s
  disk, of srv-2, yellow 60, red 70
  disk, of srv-2, subject C:, hold 5 min
at first
  srv-1 tells disk C: 85 %
  srv-2 tells disk C: 50 %

08:00     srv-1 disk C: is yellow because "85 %, limit 80" by "probe disk"
          srv-2 tells disk C: 65 %
+4 min    srv-2 disk C: is green by "rule-with-only-a-hold.story:8"
+3 min    srv-2 disk C: is yellow because "65 %, limit 60" by "rule-with-only-a-hold.story:8"
