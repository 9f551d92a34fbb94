A camera that is only pinged
# Promise 1: what is not asked for has no light, and what is not visible is never green

town
  cam-1, pinged only, at most yellow

08:00     cam-1 is green
          cam-1 reach snmp has no light
          cam-1 disk C: has no light
          cam-1 overall is green
