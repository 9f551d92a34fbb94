import Foundation
import Model
import Testing

@testable import Store

/// The disk itself: else the other tests would prove nothing.
@Suite(.serialized) struct CutDiskTests {
    private let scratch: ScratchDirectory

    init() throws { scratch = try ScratchDirectory() }

    /// Writes two rows, each in a transaction of its own, the second at another level; cuts the power, and reads the
    /// rows of twenty images. `nil`: the database is damaged.
    private func rows(_ level: String, then second: String, lies: Bool = false) throws -> [[Int]?] {
        let name = "\(level)-\(second)"
        let disk = try CutDisk(scratch.make(name), lies: lies)
        let file = DatabaseFile(directory: disk.path)
        do {
            let database = try file.open(label: "test", patience: .seconds(1))
            try database.writeWithoutTransaction { database in
                try database.execute(sql: "PRAGMA synchronous = FULL; CREATE TABLE numbers (number INTEGER)")
                try database.execute(sql: "PRAGMA synchronous = \(level); INSERT INTO numbers VALUES (1)")
                try database.execute(sql: "PRAGMA synchronous = \(second); INSERT INTO numbers VALUES (2)")
            }
            disk.cut()
            try database.close()
        }
        let images = try (0..<20).map { try scratch.make("\(name)-image-\($0)") }
        for (seed, path) in images.enumerated() { try disk.writeImage(to: path, seed: UInt64(seed)) }
        try disk.remove()
        return images.map { path in
            do {
                return try DatabaseFile(directory: path).open(label: "test", patience: .seconds(1)).read { database in
                    try Int.fetchAll(database, sql: "SELECT number FROM numbers")
                }
            } catch {
                return nil
            }
        }
    }

    @Test func `what is synced is on every image`() throws {
        #expect(try Set(rows("FULL", then: "FULL")) == [[1, 2]])
    }

    @Test func `what is not synced is on some images only, and never without what came before it`() throws {
        #expect(try Set(rows("NORMAL", then: "NORMAL")) == [[], [1], [1, 2]])
        #expect(try Set(rows("FULL", then: "NORMAL")) == [[1], [1, 2]])
    }

    @Test func `a later sync takes along what was written before it`() throws {
        #expect(try Set(rows("NORMAL", then: "FULL")) == [[1, 2]])
    }

    @Test func `a disk that lies keeps nothing for certain`() throws {
        let found = try Set(rows("FULL", then: "FULL", lies: true))
        #expect(found.contains([1, 2]))
        #expect(found.contains(nil))
    }

    @Test func `without power nothing is changed any more`() throws {
        let disk = try CutDisk(scratch.make("disk"), cut: 40)
        let file = DatabaseFile(directory: disk.path)
        #expect(throws: (any Error).self) {
            let database = try file.open(label: "test", patience: .seconds(1))
            try database.writeWithoutTransaction { database in
                try database.execute(sql: "PRAGMA synchronous = FULL; CREATE TABLE numbers (number INTEGER)")
                for number in 0..<100 {
                    try database.execute(sql: "INSERT INTO numbers VALUES (?)", arguments: [number])
                }
            }
        }
        #expect(disk.isOff)
        #expect(disk.calls == 40)
        try disk.remove()
    }

    @Test func `other directories are none of its affair`() async throws {
        let disk = try CutDisk(scratch.make("disk"), cut: 1)
        let archive = try Archive(directory: scratch.make("other"), now: Timestamp(seconds: 1_795_420_800))
        #expect(archive.recovery == nil)
        try await archive.close()
        #expect(disk.calls == 0)
        try disk.remove()
    }
}
