An agent that never answered
# Promise 3: silent is named at once where nothing is taken back by saying so

starts 2026-11-23 08:00
town
  sw-1
at first
  the agent of sw-1 falls silent

08:01:05  sw-1 is green
          sw-1 reach snmp is grey because "answers ping, SNMP silent since 08:0…"
          sw-1 overall is grey
          no incident was opened
