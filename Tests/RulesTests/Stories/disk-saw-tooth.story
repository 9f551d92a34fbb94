A log disk fills and is emptied all day
# Pain: disk false alarms on saw-tooth: what does not last does not show

seeds 1 … 5
town
  srv-1
at first
  srv-1 tells disk C: 50 %

08:00     srv-1 tells disk C: 95 %
+59 s     srv-1 tells disk C: 40 %
+10 min   srv-1 tells disk C: 95 %
+59 s     srv-1 tells disk C: 40 %
+10 min   srv-1 tells disk C: 95 %
+59 s     srv-1 tells disk C: 40 %
+10 min   srv-1 disk C: is green
          no events
          no incident was opened
