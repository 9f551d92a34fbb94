A printer is yellow at most
# Colours: printers, cameras and single access points are yellow at most unless said otherwise

town
  prn-1, pinged only, at most yellow

08:00     prn-1 dies
+20 s     prn-1 is yellow because "no connection, last answered 0…" told "green when it answers"
          incident 1 is open: prn-1, yellow, yellow at worst
          event prn-1 green → yellow
