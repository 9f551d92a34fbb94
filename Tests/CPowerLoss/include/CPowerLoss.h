// CPowerLoss — a disk whose power can be cut: an SQLite VFS that knows what would be left.
//
// It lies over the system's VFS and lets everything through to real files; besides it keeps for every file below one
// directory what was there at its last xSync, and each write and truncation since. From those it makes the files as a
// disk could have them after a power cut: all that was synced, and of the rest any part, sector by sector. The model is
// SQLite's own (its source tree, src/test6.c): what was not synced may have arrived or not, in any order; a sector is
// never half written; bytes of a file that nobody wrote stay as they were; a name is there for certain once its
// directory was synced, which the system's VFS does when it first syncs a new journal.
//
// For tests only, one disk at a time: everything here is global to the process.
#ifndef CPOWERLOSS_H
#define CPOWERLOSS_H

#include <stdint.h>

enum {
    /// xSync does nothing, and says that it did: what `synchronous = OFF` is to a database.
    POWERLOSS_SYNC_LIES = 1,
};

/// Makes the disk the process's default VFS.
///
/// - directory: Files below it are on the disk; all others are the system's affair. What lies there counts as synced.
/// - sector: Its bytes: 512 or 4096.
/// - cut_at: The number of the call that the power does not outlive: writes, truncations, syncs, deletions and new files
///   are counted from 1. 0: none.
/// - Returns SQLite's code.
int powerloss_begin(const char *directory, int sector, int64_t cut_at, int flags);

/// How many calls there were.
int64_t powerloss_calls(void);

/// Whether the power is off: since then every call that changes something fails.
int powerloss_is_off(void);

/// Cuts the power now.
void powerloss_cut(void);

/// Writes the files as they could be found, into another directory that exists.
///
/// - seed: Decides what has arrived.
/// - Returns 0, or -1 with errno.
int powerloss_write_image(const char *directory, uint64_t seed);

/// Makes the system's VFS the default again and forgets everything.
///
/// - Returns how many files are still open; then it does nothing.
int powerloss_end(void);

#endif
