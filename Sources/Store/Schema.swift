import GRDB

/// The tables, as a chain of migrations: one that was released is never changed.
enum Schema {
    static let migrator: DatabaseMigrator = {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1 readings, events, outbox", migrate: createTables)
        migrator.registerMigration("2 manners of agents", migrate: createManners)
        migrator.registerMigration("3 hosts in tables of others", migrate: createMembers)
        migrator.registerMigration("4 chunks", migrate: createChunks)
        migrator.registerMigration("5 gaps", migrate: createGaps)
        return migrator
    }()

    private static func createTables(_ database: Database) throws {
        // `id` is 24 bits of every key; AUTOINCREMENT: one that is gone is never given again.
        // A group whose columns change gets a new generation with an id of its own.
        try database.execute(
            sql: """
                CREATE TABLE groups (
                    id INTEGER PRIMARY KEY AUTOINCREMENT,
                    host TEXT NOT NULL, name TEXT NOT NULL, generation INTEGER NOT NULL,
                    layout BLOB NOT NULL,
                    UNIQUE (host, name, generation)
                );
                -- key = slot << 24 | group: what was read at one time lies together, old rows are one range.
                CREATE TABLE hot (key INTEGER PRIMARY KEY, row BLOB NOT NULL);
                -- first = group << 39 | slot of a run's whole row; last = slot of its last row once it is ended.
                CREATE TABLE runs (first INTEGER PRIMARY KEY, last INTEGER);

                CREATE TABLE events (
                    id INTEGER PRIMARY KEY AUTOINCREMENT,
                    time INTEGER NOT NULL, host TEXT NOT NULL, event BLOB NOT NULL
                );
                CREATE INDEX eventsByTime ON events (time);
                CREATE INDEX eventsByHost ON events (host, time);

                -- AUTOINCREMENT: the number of an incident is never given twice.
                CREATE TABLE incidents (
                    number INTEGER PRIMARY KEY AUTOINCREMENT,
                    opened INTEGER NOT NULL, closed INTEGER, incident BLOB NOT NULL
                );
                CREATE INDEX incidentsOpen ON incidents (number) WHERE closed IS NULL;
                CREATE INDEX incidentsByClosing ON incidents (closed, opened);

                CREATE TABLE facts (host TEXT PRIMARY KEY, facts BLOB NOT NULL);
                CREATE TABLE state (key TEXT PRIMARY KEY, bytes BLOB NOT NULL);

                -- Undelivered rows have no `delivered`; one that is being delivered is claimed until `claimedUntil`.
                CREATE TABLE outbox (
                    id INTEGER PRIMARY KEY AUTOINCREMENT,
                    notice BLOB NOT NULL, due INTEGER NOT NULL, failures INTEGER NOT NULL DEFAULT 0,
                    claimant INTEGER, claimedUntil INTEGER, delivered INTEGER
                );
                CREATE INDEX outboxWaiting ON outbox (id) WHERE delivered IS NULL;
                """)
    }

    private static func createGaps(_ database: Database) throws {
        // Of readings, between two moments; `began` is NULL where nothing before is there.
        try database.execute(
            sql: """
                CREATE TABLE gaps (
                    id INTEGER PRIMARY KEY AUTOINCREMENT,
                    began INTEGER, ended INTEGER NOT NULL, reason TEXT NOT NULL
                );
                CREATE INDEX gapsByEnd ON gaps (ended);
                """)
    }

    private static func createMembers(_ database: Database) throws {
        // One host may stand in the tables of several; `key` is the row in one of them.
        try database.execute(
            sql: "CREATE TABLE members (key TEXT PRIMARY KEY, host TEXT NOT NULL, entry BLOB NOT NULL)")
    }

    private static func createChunks(_ database: Database) throws {
        // key = period << 40 | group << 16 | part (ChunkKey); the periods of each table stand at ChunkPeriod.
        for table in ["shortChunks", "dayChunks", "hourRollUps", "dayRollUps"] {
            try database.execute(sql: "CREATE TABLE \(table) (key INTEGER PRIMARY KEY, row BLOB NOT NULL)")
        }
    }

    private static func createManners(_ database: Database) throws {
        // `agent` is whom they were learnt of: a host with another address or credential has them to learn anew.
        try database.execute(
            sql: "CREATE TABLE manners (host TEXT PRIMARY KEY, agent TEXT NOT NULL, manners BLOB NOT NULL)")
    }
}
