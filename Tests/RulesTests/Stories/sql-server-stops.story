SQL Server stops; another server shows no services
# Scene 4: the first is red "stopped", the second grey, never green

town
  sql-1, sql-2
at first
  sql-1, sql-2 tell service MSSQLSERVER running

08:00     sql-1 services MSSQLSERVER is green because "running"
          sql-1 tells service MSSQLSERVER stopped
          sql-2 tells nothing of service
within 2 min
          sql-1 services MSSQLSERVER is red because "stopped" by "probe service"
within 3 min
          sql-2 services MSSQLSERVER is grey
+1 s      1 incident was opened
          incident 1 is open: sql-1 services MSSQLSERVER, red
          sql-2 is green
          sql-2 overall is grey
for 1 h   sql-2 services MSSQLSERVER is grey
