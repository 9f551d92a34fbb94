An incident is open when its host is paused
# Promise 8: if we told a problem, we tell its end: a pause does not end it

town
  core-1
  sw-1 behind core-1

08:00     sw-1 dies
+30 s     incident 1 is open: sw-1, red
          maija pauses sw-1
+10 min   sw-1 is blue
          the daemon restarts after 10 s
+2 min    sw-1 is blue
          1 incident is open
          maija resumes sw-1
+10 s     incident 1 is open: sw-1, red
          1 incident was opened
          sw-1 comes back
+1 min    incident 1 is over: sw-1
