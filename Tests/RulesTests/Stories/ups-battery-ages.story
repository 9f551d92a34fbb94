The battery of a UPS gets old
# Delight 4: UPS runtime shrinking is seen before it matters

town
  ups-1
at first
  ups-1 tells battery runtime 40 min

08:00     ups-1 hardware runtime is green because "40 min, limit 15 min"
          ups-1 tells battery runtime 11 min
within 61 s
          ups-1 hardware runtime is yellow because "11 min, limit 15 min" told "green above 16 min"
+1 s      incident 1 is open: ups-1 hardware runtime, yellow
          ups-1 tells battery runtime 15 min 30 s
+2 min    ups-1 hardware runtime is yellow
          ups-1 tells battery runtime 17 min
within 61 s
          ups-1 hardware runtime is green
