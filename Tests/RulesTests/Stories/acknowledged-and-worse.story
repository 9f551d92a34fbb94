An acknowledged yellow turns red
# Delight 9: it comes back louder if it worsens

town
  srv-1
at first
  srv-1 tells disk C: 85 %

08:05     incident 1 is open: srv-1 disk C:, yellow
          maija acknowledges incident 1 because "cleaned up tonight"
+10 min   incident 1 is open: srv-1 disk C:, yellow, with maija on it
          srv-1 tells disk C: 95 %
+4 min    incident 1 is open: srv-1 disk C:, red, red at worst, with nobody on it
          1 incident was opened
