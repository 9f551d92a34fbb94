// Store — SQLite: readings as hot rows, state, events, outbox; migrations and retention.
//
// It judges nothing and knows no device.
