// ControlServer — the API's server: HTTP/JSON and server-sent events on a Unix socket.
//
// It decides nothing; what it publishes is committed already.
