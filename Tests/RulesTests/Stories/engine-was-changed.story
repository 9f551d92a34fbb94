A switch comes back with another SNMPv3 engine
# Pain: changed engine ID: a finding that names it, no alarm; told once

town
  sw-1
at first
  sw-1 has engine 80001f8801

08:00     sw-1 has engine 80001f8802
+1 min 5 s
          sw-1 has the finding "engine ID changed 08:0…: 80001f8801 → 80001f8802 (new or reset device?)"
          event sw-1 tells "engine ID changed …"
          all lights are green
+5 min    no events
          the daemon restarts after 10 s
+2 min    no events
          sw-1 has the finding "engine ID changed …"
