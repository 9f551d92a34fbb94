A controller on which nobody is any more, at a time when there always was somebody
# Promise 4: what is unusual is yellow at most, and says what is usual

begins 2026-11-23 10:00

town
  wlc-1
  wlc-2

at first
  wlc-1 told clients 310 to 420 for 5 weeks
  wlc-2 told clients 0 to 9 for 5 weeks
  wlc-1 tells clients 350
  wlc-2 tells clients 6

10:00   wlc-1 wireless is green because "350", by "probe clients"
        wlc-1 tells clients 40
        wlc-2 tells clients 0
+1 h    wlc-1 wireless is green because "40"
        wlc-1 tells clients 0
+40 min wlc-1 wireless is yellow because "0, in this hour of the last four weeks 310–420", by "learnt"
        wlc-2 wireless is green because "0"
        1 incident is open
        wlc-1 tells clients 200
+1 h    wlc-1 wireless is green
