A switch is exchanged for another of its kind
# Promise 7: hosts by serial: another device is told, its history goes on

town
  sw-1
at first
  sw-1 says maker HPE, model J9773A, system ProCurve, version YA.16.10, serial SG100
  sw-1 tells disk flash 20 %

08:00     sw-1 disk flash is green
          sw-1 says serial SG200
+1 min 5 s
          event sw-1 tells "another device, serial number SG100 → SG200"
          all lights are green
          no incident was opened
