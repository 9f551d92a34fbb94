// TestSupport — what several suites share: manual clock, seeded random, golden files, board and story builders.
