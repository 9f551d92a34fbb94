// TestSupport — what several suites share.
//
//   ManualClock     time that moves when a test says so
//   SeededRandom    random numbers that come again with the same seed
//   Town            a fleet built host by host
//   Board.sample    a small board with one light of every colour
