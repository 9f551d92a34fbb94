A battery empties fast
# Promise 4: where the threshold comes from: a value that falls

town
  ups-1
rules
  hardware, subject main, falls 600 in 30 min
at first
  ups-1 tells battery main 90 min

08:00     ups-1 tells battery main 95 min
+5 min    ups-1 tells battery main 86 min
+60 s     ups-1 hardware "main fall" is green because "fell 9 min in 30 min, limit 10 min"
          ups-1 tells battery main 84 min
+60 s     ups-1 hardware "main fall" is yellow because "fell 11 min in 30 min, limit 10 min"
          ups-1 hardware main is green
