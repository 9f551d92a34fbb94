Two switches call themselves by one SNMPv3 engine
# Pain: duplicate engine IDs: a finding that names it, no alarm

town
  sw-1, sw-2, sw-3
at first
  sw-1 has engine 80001f8801
  sw-2 has engine 80001f8802
  sw-3 has engine 80001f8803

08:00     sw-1 has no finding
          sw-2 has engine 80001f8801
+1 min 5 s
          sw-2 has the finding "same engine ID as sw-1 (80001f8801): give each device its own"
          sw-1 has the finding "same engine ID as sw-2 …"
          sw-3 has no finding
          all lights are green
          no incident was opened
          any events
+5 min    no events
