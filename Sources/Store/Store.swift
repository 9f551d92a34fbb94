// Store — SQLite: readings as hot rows, state, events, incidents, facts, outbox; migrations, retention and
// backups.
//
// It judges nothing, renders nothing and knows no device. Rates and averages are computed on reading; what is stored
// comes back bit for bit.
//
//   Archive            the daemon's one connection: an actor on a queue of its own, because SQLite blocks
//   Batch              what is committed together
//   Outbox             a second door to the notices that wait, for other processes
//   Schema             tables and their migrations
//   GroupCatalog       which group has which number and which slots
//   HotRun             the codec: rows of one group, each a difference to the one before (docs/archive-format.md)
//   RunRows, SlotWords the rows of runs that are being written, as they were read; Stretch: column by column
//   Sealer             makes chunks of what has ended (Chunks/), and roll-ups of days (RollUp)
//   DiskReserve        room for events and notices when the disk is full
//   BackupRun          a copy of the state of one moment, read back; BackupFolder: those that are made daily
//   Rescue             what happens when the file is damaged: set aside, the newest good backup in its place
//   Restoration        a backup put in place by somebody's will
//   Gap                spans of which readings are missing
//   SeriesData         what a query gives
//   StoreError         what went wrong, where, and what helps
