An access point is taken out of the configuration
# Pain: deleted AP alarms for ever: what is gone ends; promise 8: if we told a problem, we tell its end

town
  core-1
  msm-1 behind core-1
  ap-1 … ap-5 behind core-1, listed by msm-1

08:00     ap-5 dies
+1 min    incident 1 is open: ap-5, yellow
          reload without ap-5
          incident 1 is over: ap-5, yellow at worst
          no incident is open
+10 min   1 incident was opened
          6 hosts are green
