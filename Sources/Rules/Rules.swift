// Rules — judges readings: conditions, hysteresis, freshness, folding, dependencies → status with reason.
//
// Pure: it reads no clock, no file, no network; time is a parameter. It does not decide who hears of an incident
// (Alerts), what is kept (Store) or what a screen looks like (Screen).
//
//   Judge                   takes reports one by one, gives back what changed; holds the state of every light
//   Judge+reach             who is down, who is merely behind: parents are asked before anything is said
//   Judge+sight             when it is us who cannot see
//   Judge+clock             when the clock is set back
//   Judge+settle            from findings to shown lights, events and incidents
//   Judge+board             what screens read; JudgeState: what a restart brings back
//   Judge+manners           what was learnt of agents; engines that are shared or changed: findings, no alarms
//   Judge+budgets           what SNMP takes of a site's budget
//   Watched                 one host: its reach, its agent, its lamps
//   Lamp                    one check: level, hold, age
//   JudgedGroup             one group of readings on one host, ready to be judged
//   RowAbsence              rows that are gone for good, and when their lights go
//   RuleBook                which limits hold for a check, and where they come from
//   Lineage                 parents and children by number
//   Forecast/               when a series reaches its limit: a range of dates, or why there is none (docs/forecast.md)
