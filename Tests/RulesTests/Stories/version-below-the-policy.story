A switch is below the policy
# Delight 8: firmware behind the policy is a light that names the line

town
  sw-1, sw-2
versions
  hpe-procurve at least YA.16.11
at first
  sw-1 says maker HPE, model J9773A, system ProCurve, version YA.16.10, probe hpe-procurve
  sw-2 says maker HPE, model J9773A, system ProCurve, version YA.16.11, probe hpe-procurve

08:00     sw-1 updates is yellow because "YA.16.10, policy ≥ YA.16.11" by "version-below-the-policy.story:7"
          sw-2 updates is green
