Payroll needs its database and one of two web servers
# Colours: applications: what people use says which host decides

town
  db-1, web-1, web-2
applications
  Payroll needs "all of db-1" and "one of web-1..2"

08:00     application Payroll is green
          web-1 dies
+30 s     application Payroll is yellow because of web-1
          db-1 dies
+30 s     application Payroll is red because of db-1
          db-1 comes back
+1 min    application Payroll is yellow because of web-1
          maija pauses web-1
+1 s      application Payroll is green
