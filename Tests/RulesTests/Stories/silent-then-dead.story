An agent falls silent, then its host dies
# Promise 3: down, silent and blind are three things

town
  srv-1
at first
  srv-1 tells disk C: 50 %

08:00     the agent of srv-1 falls silent
+2 min 5 s
          srv-1 reach snmp is grey
          srv-1 is green
          any events
          srv-1 dies
+30 s     srv-1 is red
          srv-1 reach snmp is grey because "host does not answer"
          srv-1 disk C: is grey because "host does not answer"
          event srv-1 green → red
          srv-1 comes back
+2 min 5 s
          srv-1 is green
          srv-1 reach snmp is grey because "answers ping, SNMP silent since …"
          event srv-1 red → green
          no incident is open
