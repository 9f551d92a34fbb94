A switch is back before its pause is over
# Promise 1: a pause leaves nothing behind

town
  core-1
  sw-1 behind core-1
  ap-1 … ap-2 behind sw-1

08:00     maija pauses sw-1
          sw-1 dies
+20 min   sw-1 comes back
+2 min    sw-1 is blue
          maija resumes sw-1
+5 s      all hosts are green
          no incident was opened
          no device has turned red
