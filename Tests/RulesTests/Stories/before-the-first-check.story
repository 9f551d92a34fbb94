Before the first check everything is grey
# Promise 1: green only on fresh evidence; pain: green before the first check

starts 2026-11-23 08:00

town
  srv-1
  cam-1, pinged only
at first
  srv-1 tells disk C: 50 %

08:00     srv-1 is grey because "not checked yet"
          srv-1 reach snmp is grey because "not checked yet"
          cam-1 is grey because "not checked yet"
          cam-1 reach snmp has no light
          srv-1 overall is grey
within 65 s
          srv-1 is green
          srv-1 disk C: is green
          cam-1 is green
+1 min    all lights are green
          no events
          no incident was opened
