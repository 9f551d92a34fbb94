A disk is full for two visits of the three that its hold spans
# Pain: disk false alarms on saw-tooth: what does not last does not show

town
  srv-1
at first
  srv-1 tells disk C: 50 %

08:00     srv-1 tells disk C: 95 %
+90 s     srv-1 tells disk C: 40 %
+10 min   srv-1 tells disk C: 95 %
+90 s     srv-1 tells disk C: 40 %
+10 min   srv-1 tells disk C: 95 %
+90 s     srv-1 tells disk C: 40 %
+10 min   srv-1 disk C: is green
          no events
          no incident was opened
