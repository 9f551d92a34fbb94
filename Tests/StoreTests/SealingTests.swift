import Model
import TestSupport
import Testing

@testable import Store

/// Midnight before `start`, UTC.
private let midnight = Timestamp(seconds: 1_795_392_000)
private let day = Duration.seconds(86_400)

@Suite struct `Sealing` {
    private let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
    }

    private func open() throws -> Archive {
        try Archive(directory: directory.path, now: midnight)
    }

    /// Readings every minute: a counter, a decimal that wavers and is missing now and then, a state.
    private func readings(_ minutes: Range<Int64>, ports: Int = 2) -> [Readings] {
        minutes.map { minute in
            let values = (0..<Int64(ports)).flatMap { port -> [Value?] in
                [
                    .integer(minute * minute * 90 + port), minute % 50 == 3 ? nil : .real(Double(minute * 7 % 40) / 10),
                    .integer(minute % 700 < 20 ? 2 : 1),
                ]
            }
            return Readings(
                key: .ports, time: midnight + .milliseconds(minute * 60_000 + minute % 7),
                uptime: UInt32(truncatingIfNeeded: 4_294_000_000 + minute * 6000), values: values)
        }
    }

    /// Writes minute by minute, an hour at a time, and seals as time goes by.
    private func write(_ all: [Readings], into archive: Archive) async throws {
        for start in stride(from: 0, to: all.count, by: 60) {
            let hour = all[start..<min(start + 60, all.count)]
            try await archive.write(Batch(readings: Array(hour)))
            if let now = hour.last?.time { while try await archive.seal(now: now) {} }
        }
    }

    private func rows(_ archive: Archive) async throws -> [String: Int] {
        try await archive.rowCounts(["hot", "runs", "shortChunks", "dayChunks", "hourRollUps", "dayRollUps"])
    }

    @Test func `three days come back bit for bit in whatever form they are by now`() async throws {
        let archive = try open()
        let all = readings(0..<3 * 1440 + 300)
        try await archive.write(Batch(layouts: [.ports(["1", "2"])]))
        try await write(all, into: archive)
        let rows = try await rows(archive)
        #expect(rows["dayChunks"] == 3)
        #expect(rows["shortChunks"] == 2)
        #expect(rows["hot"] == 60 && rows["runs"] == 1)
        #expect(rows["hourRollUps"] == 1 && rows["dayRollUps"] == 1)
        let found = try await archive.readings(of: .ports, from: midnight - day, to: midnight + day * 9)
        #expect(found.map(\.patterns) == all.map(\.patterns))
        #expect(found.map(\.time) == all.map(\.time))
        #expect(found.map(\.uptime) == all.map(\.uptime))
        for (first, last) in [(0, 0), (119, 121), (1439, 1440), (700, 4000), (4400, 4619)] {
            let part = try await archive.readings(of: .ports, from: all[first].time, to: all[last].time)
            #expect(part == Array(all[first...last]))
        }
        #expect(await archive.damagedRows == 0)
        try await archive.close()

        let again = try open()
        #expect(try await again.readings(of: .ports, from: midnight, to: midnight + day * 9) == found)
        #expect(try await again.newestReadings(of: .ports) == all.last)
    }

    @Test func `a group of many slots is sealed in parts`() async throws {
        let archive = try open()
        let names = (0..<50).map { String($0) }
        let all = readings(0..<1500, ports: 50)
        try await archive.write(Batch(layouts: [.ports(names)]))
        try await write(all, into: archive)
        #expect(try await rows(archive)["dayChunks"] == 3)
        #expect(try await archive.readings(of: .ports, from: midnight, to: midnight + day * 2) == all)
    }

    @Test func `rows that come late, because the clock was set back, are taken in`() async throws {
        let archive = try open()
        let all = readings(0..<3 * 1440)
        let late = readings(600..<700).map { reading in
            var reading = reading
            reading.time += .milliseconds(20_000)
            return reading
        }
        try await archive.write(Batch(layouts: [.ports(["1", "2"])]))
        try await write(all, into: archive)
        try await archive.write(Batch(readings: late))
        let expected = (all + late).sorted { $0.time < $1.time }
        let before = try await archive.readings(of: .ports, from: midnight, to: midnight + day * 9)
        #expect(Set(before) == Set(expected) && before.count == expected.count)
        while try await archive.seal(now: midnight + day * 4) {}
        #expect(try await archive.readings(of: .ports, from: midnight, to: midnight + day * 9) == expected)
        #expect(try await rows(archive)["hot"] == 0)
        #expect(try await rows(archive)["shortChunks"] == 0)
    }

    @Test func `a clock that jumps a year ahead and back loses nothing`() async throws {
        let archive = try open()
        let all = readings(0..<400)
        var strayed = all[200]
        strayed.time += day * 365
        try await archive.write(Batch(layouts: [.ports(["1", "2"])]))
        try await write(Array(all[..<200]), into: archive)
        try await archive.write(Batch(readings: [strayed]))
        while try await archive.seal(now: strayed.time) {}
        try await write(Array(all[200...]), into: archive)
        while try await archive.seal(now: midnight + day * 2) {}
        let found = try await archive.readings(of: .ports, from: midnight, to: midnight + day * 800)
        #expect(Set(found) == Set(all + [strayed]) && found.count == all.count + 1)
    }

    @Test func `windows are the same from roll-ups and from every reading`() async throws {
        let archive = try open()
        let all = readings(0..<10 * 1440 + 200)
        try await archive.write(Batch(layouts: [.ports(["1", "2"])], readings: all))
        let reader = try archive.reader()
        let series = try await archive.series()
        let edges = (-5...245).map { midnight + .seconds(3600 * $0) }
        let days = (0...11).map { midnight + .seconds(86_400 * $0 - 7200) }
        let loose = try await reader.windows(of: series, edges: edges, view: archive.view)
        let looseDays = try await reader.windows(of: series, edges: days, view: archive.view)
        while try await archive.seal(now: all[all.count - 1].time) {}
        #expect(try await rows(archive)["dayChunks"] == 10)
        let view = await archive.view
        expectSame(try await reader.windows(of: series, edges: edges, view: view), loose)
        expectSame(try await reader.windows(of: series, edges: days, view: view), looseDays)
        // Without readings of the sealed days the roll-ups alone still tell it.
        try await archive.empty("dayChunks", before: ChunkKey.first(of: ChunkPeriod.day.number(at: midnight) + 9))
        expectSame(try await reader.windows(of: series, edges: days, view: view), looseDays)
        #expect(looseDays[0].values.compactMap { $0 }.count == 11)
    }

    /// Averages of decimals may differ in the last bit, rates of roll-ups are rounded.
    private func expectSame(
        _ one: [SeriesWindows], _ other: [SeriesWindows], at location: Testing.SourceLocation = #_sourceLocation
    ) {
        for (one, other) in zip(one, other) {
            #expect(one.values.map { $0?.count } == other.values.map { $0?.count }, sourceLocation: location)
            for (one, other) in zip(one.values, other.values) {
                guard let one, let other else { continue }
                // Kept by the second for each hour.
                #expect(abs((one.covered - other.covered).wholeMilliseconds) <= 500 * 24, sourceLocation: location)
                let pairs: [(Double, Double)] = [
                    (one.minimum, other.minimum), (one.maximum, other.maximum), (one.average, other.average),
                    (one.sum, other.sum),
                ]
                for (one, other) in pairs {
                    #expect(abs(one - other) <= max(abs(one), 1) * 0.0006, sourceLocation: location)
                }
            }
        }
    }

    /// - Parameter isRestarted: How the first day ended is read again instead of being remembered.
    @Test(arguments: [false, true])
    func `growth across midnight is counted once, and what nobody read for hours is no growth`(
        isRestarted: Bool
    ) async throws {
        var archive = try open()
        let minutes: [ClosedRange<Int64>] = [0...1439, 1445...1999, 2400...2879]
        let all = minutes.joined().map { minute in
            Readings(
                key: .ports, time: midnight + .seconds(60 * minute), uptime: UInt32(1_000_000 + minute * 6000),
                values: [.integer(minute * 6000), nil, nil])
        }
        try await archive.write(Batch(layouts: [.ports(["1"])], readings: all))
        while try await archive.seal(now: midnight + day + .seconds(3600)) {}
        #expect(try await rows(archive)["dayChunks"] == 1)
        if isRestarted {
            try await archive.close()
            archive = try open()
        }
        while try await archive.seal(now: midnight + day * 3) {}
        #expect(try await rows(archive)["dayChunks"] == 2)
        let octets = try await archive.series(matching: "*inOctets")
        let windows = try await archive.reader().windows(of: octets, edges: (0...2).map { midnight + day * $0 })
        let values = windows[0].values
        // From 1999 to 2400 nobody knows when it grew.
        let known: [Int64] = [1439, 5 + 555 + 479 + 0]
        #expect(values.map { $0?.sum } == known.map { Double($0 * 6000) })
        #expect(values.map { $0?.covered } == known.map { .seconds($0 * 60) })
        #expect(values.map { $0?.average } == [100, 100])
    }

    @Test func `a chunk that cannot be read costs its own readings and is counted`() async throws {
        let archive = try open()
        let all = readings(0..<3 * 1440)
        try await archive.write(Batch(layouts: [.ports(["1", "2"])], readings: all))
        while try await archive.seal(now: midnight + day * 3) {}
        try await archive.damageChunk(ChunkPeriod.day.number(at: midnight) + 1)
        let found = try await archive.readings(of: .ports, from: midnight, to: midnight + day * 9)
        #expect(found == Array(all[..<1440] + all[2880...]))
        #expect(await archive.damagedRows == 1)
    }

    @Test func `each level is kept as long as it is to be, and the file stops to grow`() async throws {
        let archive = try open()
        try await archive.write(Batch(layouts: [.ports(["1", "2"])]))
        let retention = Retention(readings: day * 3, hours: day * 10, days: nil, events: day)
        var sizes: [Int] = []
        for number in 0..<24 as Range<Int64> {
            let now = midnight + day * Int(number + 1)
            try await archive.write(Batch(readings: readings(number * 1440..<(number + 1) * 1440)))
            while try await archive.seal(now: now) {}
            // The clock that retention believes goes on by an hour with each call.
            for _ in 0..<24 { while try await archive.forget(olderThan: retention, now: now) {} }
            sizes.append(try await archive.pageCount())
        }
        let rows = try await rows(archive)
        // The last day is over, but not for two minutes.
        #expect((2...4).contains(rows["dayChunks"] ?? 0))
        #expect((2...3).contains(rows["hourRollUps"] ?? 0))
        #expect(rows["dayRollUps"] == 2)
        #expect(sizes[23] <= sizes[8] + 8, "\(sizes)")
        let octets = try await archive.series(matching: "port/1/inOctets")
        let windows = try await archive.reader().windows(of: octets, edges: (0...24).map { midnight + day * $0 })
        #expect(windows[0].values.compactMap { $0 }.count == 24)
    }
}

extension Archive {
    fileprivate func rowCounts(_ tables: [String]) throws -> [String: Int] {
        try database.read { database in
            var counts: [String: Int] = [:]
            for table in tables { counts[table] = try Int.fetchOne(database, sql: "SELECT count(*) FROM \(table)") }
            return counts
        }
    }

    fileprivate func pageCount() throws -> Int {
        try database.read { try Int.fetchOne($0, sql: "PRAGMA page_count") ?? 0 }
    }

    fileprivate func empty(_ table: String, before key: Int64) throws {
        try database.write { try $0.execute(sql: "DELETE FROM \(table) WHERE key < ?", arguments: [key]) }
    }

    /// Turns a bit of the chunks of a day.
    fileprivate func damageChunk(_ day: Int64) throws {
        try database.write { database in
            try database.execute(
                sql: "UPDATE dayChunks SET row = substr(row, 1, 99) || x'00' || substr(row, 101) WHERE key >> 40 = ?",
                arguments: [day])
        }
    }
}
