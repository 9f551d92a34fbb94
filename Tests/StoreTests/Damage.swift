import GRDB
import Glibc
import Model
import Testing

@testable import Store

extension Archive {
    /// The pages of a table, by SQLite's own account (dbstat).
    func pages(of table: String) throws -> [Int] {
        try database.read {
            try Int.fetchAll($0, sql: "SELECT pageno FROM dbstat WHERE name = ?", arguments: [table])
        }
    }

    /// Has everything in the file, and nothing of it in memory.
    func settle() throws {
        _ = try database.writeWithoutTransaction {
            try $0.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE); PRAGMA shrink_memory")
        }
    }
}

/// Overwrites pages of a file with rubbish, as a disk that fails does.
func spoil(_ pages: [Int], of path: String) {
    let file = open(path, O_WRONLY)
    let rubbish = [UInt8](repeating: 0xAA, count: DatabaseFile.pageBytes)
    for page in pages {
        #expect(pwrite(file, rubbish, rubbish.count, off_t(page - 1) * off_t(rubbish.count)) == rubbish.count)
    }
    close(file)
}

/// Readings of two ports, one a minute.
func minute(_ number: Int) -> Readings {
    Readings(
        key: .ports, time: .start + .seconds(60 * number), uptime: UInt32(number * 6000),
        values: (0..<6).map { .integer(Int64(number * 10 + $0)) })
}

extension Event {
    /// A host that is lost.
    static func loss(of host: String, at time: Timestamp) -> Event {
        Event(time: time, check: Check(host: host, aspect: .reach), from: .green, to: .red, reason: .hostDown)
    }
}

/// The whole of time that tests speak of.
let always = (from: Timestamp.start - .seconds(86_400), to: Timestamp.start + .seconds(86_400 * 30))
