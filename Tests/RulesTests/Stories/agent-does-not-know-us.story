An agent that refuses our user
# Promise 3: silent, since when, and what to check; promise 4: the colour explains itself

town
  sw-1

08:00     the agent of sw-1 refuses us with unknownUser
+2 min 5 s
          sw-1 is green
          sw-1 reach snmp is grey because "…unknown user…since 08:0…" told "green when SNMP answers"
          event sw-1 reach snmp green → grey
          no incident was opened
          the agent of sw-1 answers
within 61 s
          sw-1 reach snmp is green
