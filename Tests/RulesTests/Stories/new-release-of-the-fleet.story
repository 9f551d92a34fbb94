One switch of six is behind the others
# Delight 8: firmware behind the fleet is a light, after a day

town
  sw-1 … sw-6
at first
  sw-1 … sw-5 say maker HPE, model J9773A, system ProCurve, version YA.16.11
  sw-6 says maker HPE, model J9773A, system ProCurve, version YA.16.09

08:00     sw-1 updates is green because "YA.16.11, same as 5 of 6 of this model"
          sw-6 updates is green
+23 h     sw-6 updates is green
+1 h 5 min
          sw-6 updates is yellow because "YA.16.09, 5 of 6 of this model have YA.16.11" told "green with YA.16.11"
          sw-6 says version YA.16.11
within 61 s
          sw-6 updates is green
