What is yellow is as it should be until a day
# Colours: a baseline: accepted yellow is told in the digest only, also when it comes again

town
  srv-1
at first
  srv-1 tells disk C: 85 %

08:05     maija accepts what is yellow on srv-1 for 1 d because "a log disk"
          incident 1 is open: srv-1 disk C:, yellow, accepted
          srv-1 tells disk C: 50 %
+4 min    no incident is open
          srv-1 tells disk C: 85 %
+5 min    incident 2 is open: srv-1 disk C:, yellow, accepted
          srv-1 tells disk C: 95 %
+5 min    incident 2 is open: srv-1 disk C:, red, with nobody on it
