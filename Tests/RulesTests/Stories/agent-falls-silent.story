A server answers ping but not SNMP
# Promise 3: down, silent and blind are three things; pain: SNMP-dead shown as host-dead

seeds 1 … 3
town
  srv-1, srv-2
at first
  srv-1 tells disk C: 50 %

08:00     the agent of srv-1 falls silent
+60 s     srv-1 disk C: is green
+65 s     srv-1 is green and fresh
          srv-1 link loss is green
          srv-1 reach snmp is grey because "answers ping, SNMP silent since 08:00"
          srv-1 disk C: is grey because "answers ping, SNMP silent since 08:00"
          srv-1 overall is grey
          srv-2 overall is green
          event srv-1 reach snmp green → grey
          no incident was opened
          the agent of srv-1 answers again
within 61 s
          all lights are green
+1 s      event srv-1 reach snmp grey → green
