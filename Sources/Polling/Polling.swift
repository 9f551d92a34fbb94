// Polling — who is asked what and when; one exchange of datagrams for all hosts; answers → readings.
//
// It judges nothing (Rules) and stores nothing (Store). All decisions are values that tests drive without a socket;
// one actor, `Exchange`, owns the sockets and the clock.
//
//   PollTarget            a host as it is to be polled
//   Agenda                who is due when: evenly spread, nobody waits for a slow one
//   Discovery/            which probes fit a host, which rows its tables have
//   ReadingPlan           the known instances of a host, packed into requests
//   Collect/              answers → values by slot: unit, scale, missing, counters
//   Visit                 one visit from identity to readings, as a state machine
//   PolledHost            what is in flight to a host: window, time-outs, learnt sizes
//   HostMemory            what a host has taught us, from visit to visit
//   ByteBudget            how many bytes a second may go to a site, and when the next may
//   FlightTable           requests on their way, by request-id and by deadline
//   Exchange              the sockets and the timer; reports on a bounded stream
