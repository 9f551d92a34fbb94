A process that must run
# Promise 4: of a process people hear whether it runs

town
  web-1
at first
  web-1 tells process nginx 4
  web-1 tells process sshd 1

08:00     web-1 services nginx is green because "running, 4 processes"
          web-1 services sshd is green because "running"
          web-1 tells process nginx 0
within 61 s
          web-1 services nginx is red because "not running" told "green when it runs"
+1 s      web-1 services sshd is green
          incident 1 is open: web-1 services nginx, red
