The daemon is restarted for an update
# Promise 1: every light has an age; a restart is no wall of grey

town
  core-1
  srv-1 behind core-1
at first
  srv-1 tells disk C: 95 %
  srv-1 tells disk D: 10 %

08:05     srv-1 disk C: is red
          incident 1 is open: srv-1 disk C:, red
          any events
          the daemon restarts after 30 s
+1 s      srv-1 disk C: is red because "95 %, limit 90" by "probe disk"
          srv-1 disk D: is green
          core-1 is green
          incident 1 is open: srv-1 disk C:, red
+3 min    no events
          1 incident was opened
          all lights of core-1 are green
          srv-1 tells disk C: 20 %
within 61 s
          srv-1 disk C: is green
          incident 1 is over: srv-1 disk C:, red at worst
