A processor is busy for half an hour
# Promise 4: yellow after ten minutes, red after half an hour, each with its limit

town
  srv-1
at first
  srv-1 tells cpu 0 20 %
  srv-1 tells cpu 1 20 %

08:00     srv-1 cpu is green because "20 %, limit 80"
          srv-1 tells cpu 0 100 %
+40 min   srv-1 cpu is green because "60 %, limit 80"
          srv-1 tells cpu 1 100 %
+9 min    srv-1 cpu is green
within 2 min 1 s
          srv-1 cpu is yellow because "100 %, limit 95"
+18 min   srv-1 cpu is yellow
within 2 min 1 s
          srv-1 cpu is red
+1 s      srv-1 tells cpu 0 5 %
within 61 s
          srv-1 cpu is green
+1 s      event srv-1 cpu green → yellow
          event srv-1 cpu yellow → red
          event srv-1 cpu red → green
