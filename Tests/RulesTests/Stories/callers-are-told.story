Callers are told what somebody wrote
# Delight 1: what do I tell the caller?

town
  core-1
  sw-1 behind core-1

08:00     sw-1 dies
+30 s     any events
          maija tells callers of incident 1 "a digger cut the line, estimate 14:00"
          incident 1 is open: sw-1, red, telling "a digger cut the line, estimate 14:00"
          event sw-1 tells "tell callers, maija: a digger cut the line, estimate 14:00"
+1 s      maija notes of sw-1 "spare is in B3"
          event sw-1 tells "note, maija: spare is in B3"
