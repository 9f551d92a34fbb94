import Model
import Testing

@testable import Store

@Suite struct `Runs that nobody has ended` {
    private let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
    }

    private func open() throws -> Archive {
        try Archive(directory: directory.path, now: .start)
    }

    /// The archive's runs whose last slot is not known.
    private func openRuns(_ archive: Archive) async throws -> Int? {
        try await archive.database.writeWithoutTransaction { database in
            try Int.fetchOne(database, sql: "SELECT count(*) FROM runs WHERE last IS NULL")
        }
    }

    @Test func `they are ended at the next start, so that nobody has to look for their end`() async throws {
        let keys = (1...3).map { GroupKey(host: "sw-\($0)", group: "if-mib.ports") }
        var written: [Readings] = []
        // The clock is set back by an hour before the third start; the fourth is a day later.
        for start: Int64 in [0, 600, -3000, 86_400] {
            let archive = try open()
            #expect(try await openRuns(archive) == 0)
            try await archive.write(Batch(layouts: keys.map { .ports(["1"], of: $0) }))
            for number in 0..<5 {
                let batch = keys.enumerated().map { place, key in
                    let time = Timestamp.start + .seconds(start + Int64(number * 300 + place * 7))
                    return Readings(key: key, time: time, values: [.integer(start), nil, .integer(Int64(number))])
                }
                written += batch
                try await archive.write(Batch(readings: batch))
            }
            #expect(try await openRuns(archive) == 3)
            try await archive.close()
        }
        let archive = try open()
        for key in keys {
            let found = try await archive.readings(
                of: key, from: .start - .seconds(86_400), to: .start + .seconds(3 * 86_400))
            let own = written.filter { $0.key == key }
            #expect(found.count == own.count)
            #expect(Set(found) == Set(own))
        }
        #expect(await archive.damagedRows == 0)
    }
}
