A temperature swings about its limit
# Pain: alarms that come and go: going back takes a margin

town
  sw-1
at first
  sw-1 tells temperature chassis 61 °C

08:00     sw-1 hardware chassis is yellow because "61 °C, limit 60 °C"
          event sw-1 hardware chassis grey → yellow
          sw-1 tells temperature chassis 58 °C
+1 min 5 s
          sw-1 tells temperature chassis 61 °C
+1 min 5 s
          sw-1 tells temperature chassis 58 °C
+1 min 5 s
          sw-1 hardware chassis is yellow
          no events
          1 incident was opened
          sw-1 tells temperature chassis 56 °C
within 61 s
          sw-1 hardware chassis is green
