// Screen — the terminal screen: (board, size, selection) → frame → cells; keys.
//
// It asks nobody and keeps no clock.
