// Control — the API's request and reply types and a small client for the Unix socket.
//
// It serves nothing (ControlServer) and draws nothing (Screen).
