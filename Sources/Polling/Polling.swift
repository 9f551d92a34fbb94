// Polling — who is asked what and when; one exchange of datagrams for all hosts; answers → readings.
//
// It judges nothing and stores nothing.
