A backup does not report
# Scene 6: sql-1's backup does not report by 26 h: yellow, red at 50 h; one that failed is red at once

town
  sql-1
at first
  sql-1 tells backup nightly 20 h
  sql-1 tells part last-result ok

08:00     sql-1 backup nightly is green because "20 h, limit 1 d 2 h"
          sql-1 tells backup nightly 27 h
within 61 s
          sql-1 backup nightly is yellow
+1 s      incident 1 is open: sql-1 backup nightly, yellow
          sql-1 tells backup nightly 51 h
within 61 s
          sql-1 backup nightly is red because "2 d 3 h, limit 2 d 2 h"
+1 s      sql-1 tells backup nightly 1 h
within 61 s
          sql-1 backup nightly is green
+1 s      incident 1 is over: sql-1 backup nightly, red at worst
          sql-1 tells part last-result failed
within 61 s
          sql-1 hardware last-result is red because "failed"
