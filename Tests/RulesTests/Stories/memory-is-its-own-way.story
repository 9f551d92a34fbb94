What a switch has always had is usual for it, whatever others have
# Pain: lights that nobody can turn off

begins 2026-11-23 10:00

town
  sw-1 … sw-12

at first
  sw-1 … sw-12 say maker HPE, model J9773A, system ProCurve
  sw-1 … sw-12 tell memory 41 %
  sw-3 tells memory 85 %
  sw-3 told memory 84 to 86 % for 5 weeks

10:00   no light is yellow
for 2 h
        sw-3 memory is green because "85 %, limit 90"
