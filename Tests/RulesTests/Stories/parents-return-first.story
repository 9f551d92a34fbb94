The core and a switch die, the core comes back
# Promise 2: what is behind two causes is behind the other when the first is mended

seeds 1 … 10
town
  core-1
  sw-1 … sw-2 behind core-1
  ap-1 … ap-6 behind sw-1, sw-2, in turn

08:00     core-1 dies
+40 s     core-1 is red
          8 hosts are grey behind core-1
          sw-1 dies
+40 s     1 host is red
          core-1 comes back
+70 s     core-1 is green
          sw-1 is red
          3 hosts are grey behind sw-1
          5 hosts are green
          2 incidents were opened
          incident 2 is open: sw-1, red, 3 behind
