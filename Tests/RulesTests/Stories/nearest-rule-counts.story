Of many rules the one that names the host counts
# Promise 4: where the threshold comes from; the most specific rule speaks

town
  srv-1, tagged db
  srv-2, tagged db
  srv-3
rules
  disk, of srv-1, yellow 98
  disk, tagged db, yellow 95, hold 0 s
  disk, yellow 30, red 40, hold 0 s
at first
  srv-1, srv-2, srv-3 tell disk C: 96 %

08:00     srv-1 disk C: is green by "nearest-rule-counts.story:9"
          srv-2 disk C: is yellow because "96 %, limit 95" by "nearest-rule-counts.story:10"
          srv-3 disk C: is red because "96 %, limit 40" by "nearest-rule-counts.story:11"
