A switch has far less memory left than the others of its model
# Promise 4: what is unusual is yellow at most, and says what is usual

begins 2026-11-23 10:00

town
  sw-1 … sw-12
  sw-20 … sw-26

at first
  sw-1 … sw-12 say maker HPE, model J9773A, system ProCurve
  sw-20 … sw-26 say maker HPE, model J9280A, system ProCurve
  sw-1 … sw-6 tell memory 41 %
  sw-7 … sw-12 tell memory 55 %
  sw-20 … sw-26 tell memory 41 %

10:00   sw-3 tells memory 85 %
        sw-20 tells memory 85 %
for 25 min
        no light is yellow
+25 min sw-3 memory is yellow because "85 %, the other 11 of its kind 41–55 %", by "learnt"
        1 incident is open
# Seven of a model are too few to say what is usual.
        sw-20 memory is green because "85 %, limit 90"
        sw-3 tells memory 50 %
+1 h    sw-3 memory is green
