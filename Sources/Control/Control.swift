// Control — the API's request and reply types and a small client for the Unix socket.
//
// It serves nothing (ControlServer), draws nothing (Screen) and decides nothing about a light (Rules). It starts in
// milliseconds: FoundationEssentials for JSON, sockets from Platform, its own few lines of HTTP.
//
//   ControlPath                        where what is asked for; shared by both ends
//   StatusReply, HostReply …           what comes back, with texts for people who use curl
//   BoardChange, BoardUpdate           how a board is kept up to date; `Board.apply`
//   ControlClient                      one question, one answer, with a deadline
//   BoardStream                        the board kept live over server-sent events, for a poll loop
//   BoardSnapshot                      the board that a daemon left behind
//   ControlError                       what went wrong, and how to fix it
//   HTTP/                              bytes ↔ HTTP/1.1 responses and events, as values
