The configuration is loaded while the core is dead
# Promise 13: a reload neither raises nor eats an alarm

seeds 1 … 5
town
  core-1
  sw-1 … sw-4 behind core-1
  ap-1 … ap-16 behind sw-1 … sw-4, in turn

08:00     core-1 dies
+8 s      reload as it is
+30 s     1 host is red
          20 hosts are grey behind core-1
          1 incident was opened
          reload without ap-16
+1 min    1 host is red
          19 hosts are grey behind core-1
          core-1 comes back
+1 min    all hosts are green
          no incident is open
