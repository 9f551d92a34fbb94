import Glibc
import Model
import Testing

@testable import Store

/// Readings of `ports`: three values for each port, which count up with `number`.
private func readings(
    _ number: Int64, ports: Int = 2, of key: GroupKey = .ports, every interval: Duration = .seconds(60)
) -> Readings {
    let values = (0..<ports).flatMap { port -> [Value?] in
        [.integer(number * 1000 + Int64(port)), .real(Double(number) / 8), number % 3 == 0 ? nil : .integer(1)]
    }
    let time = Timestamp.start + .milliseconds(number * interval.wholeMilliseconds + number % 7)
    return Readings(key: key, time: time, uptime: UInt32(number * 6000), values: values)
}

private let hour = Duration.seconds(3600)

@Suite struct `The archive` {
    private let directory: TemporaryDirectory
    private var path: String { directory.path }

    init() throws {
        directory = try TemporaryDirectory()
    }

    private func open(_ now: Timestamp = .start) throws -> Archive {
        try Archive(directory: path, now: now)
    }

    // MARK: - Readings

    @Test func `readings come back as they were written, over many runs and a restart`() async throws {
        let all = (0..<500).map { readings($0) }
        let first = try open()
        try await first.write(Batch(layouts: [.ports(["1", "2"])]))
        for start in stride(from: 0, to: 300, by: 7) {
            try await first.write(Batch(readings: Array(all[start..<min(start + 7, 300)])))
        }
        #expect(try await first.readings(of: .ports, from: .start, to: .start + hour * 24) == Array(all[..<300]))
        try await first.close()

        let second = try open()
        for reading in all[300...] { try await second.write(Batch(readings: [reading])) }
        #expect(try await second.readings(of: .ports, from: .start, to: .start + hour * 24) == all)
        #expect(await second.damagedRows == 0)
    }

    @Test(arguments: [(0, 0), (0, 59), (17, 17), (119, 240), (499, 499), (498, 700)])
    func `a span of time gives just its readings`(from: Int64, to: Int64) async throws {
        let archive = try open()
        let all = (0..<500).map { readings($0) }
        try await archive.write(Batch(layouts: [.ports(["1", "2"])], readings: all))
        let found = try await archive.readings(of: .ports, from: readings(from).time, to: readings(to).time)
        #expect(found == all.filter { $0.time >= readings(from).time && $0.time <= readings(to).time })
        #expect(!found.isEmpty)
    }

    @Test func `several readings in one second and a clock set back lose nothing`() async throws {
        let archive = try open()
        let offsets: [Int64] = [
            0, 10, 500, 400, 999, 1500, -20_000, 60_000, 7_200_000, 0, 60_000, 10, 90_000_000, 5000,
        ]
        let all = offsets.map {
            Readings(key: .ports, time: .start + .milliseconds($0), values: [.integer($0), nil, .real(Double($0))])
        }
        try await archive.write(Batch(layouts: [.ports(["1"])]))
        for reading in all { try await archive.write(Batch(readings: [reading])) }
        let found = try await archive.readings(of: .ports, from: .start - hour, to: .start + hour * 48)
        #expect(Set(found) == Set(all))
        #expect(found.count == all.count)
        #expect(await archive.refusedReadings == 0)
    }

    @Test func `a port that is added leaves the others where they are`() async throws {
        let archive = try open()
        try await archive.write(Batch(layouts: [.ports(["1"])], readings: [readings(0, ports: 1)]))
        try await archive.write(Batch(layouts: [.ports(["1", "2"])], readings: [readings(1, ports: 2)]))
        try await archive.write(Batch(readings: [readings(2, ports: 1)]))
        let found = try await archive.readings(of: .ports, from: .start, to: .start + hour)
        #expect(found.map { $0.values.count } == [6, 6, 6])
        #expect(found[0].values[..<3] == readings(0, ports: 1).values[...])
        #expect(found[0].values[3...].allSatisfy { $0 == nil })
        #expect(try await archive.layouts() == [.ports(["1", "2"])])
    }

    @Test func `other columns begin a new generation and old values keep their meaning`() async throws {
        let archive = try open()
        try await archive.write(Batch(layouts: [.ports(["1"])], readings: [readings(0, ports: 1)]))
        var changed = GroupLayout.ports(["1"])
        changed.columns.removeFirst()
        let later = Readings(key: .ports, time: readings(1).time, values: [.real(5), .integer(2)])
        try await archive.write(Batch(layouts: [changed], readings: [later]))
        #expect(try await archive.layouts() == [changed])
        let load = try await archive.series(matching: "port/1/load")
        let data = try await archive.reader().points(of: load, from: .start, to: .start + hour)
        #expect(data.map { $0.points.map(\.value) } == [[.real(0), .real(5)]])
        try await archive.close()
        #expect(try await open().layouts() == [changed])
    }

    @Test func `what cannot be stored is counted and the rest is written`() async throws {
        let archive = try open()
        let strange = [
            readings(0, of: GroupKey(host: "unknown", group: "x.y")),
            readings(0, ports: 3),
            Readings(key: .ports, time: Timestamp(seconds: -5), values: []),
            Readings(key: .ports, time: Timestamp(milliseconds: .max), values: []),
        ]
        try await archive.write(Batch(layouts: [.ports(["1", "2"])], readings: strange + [readings(1)]))
        #expect(await archive.refusedReadings == 4)
        #expect(try await archive.readings(of: .ports, from: .start, to: .start + hour) == [readings(1)])
    }

    @Test func `a batch that fails leaves nothing and the next one is whole`() async throws {
        let archive = try open()
        try await archive.write(Batch(layouts: [.ports(["1", "2"])], readings: [readings(0)]))
        try await archive.breakTable("events")
        let event = Event(
            time: .start, check: Check(host: "sw-1", aspect: .reach), from: .green, to: .red, reason: .hostDown)
        let other = GroupKey(host: "sw-2", group: "if-mib.ports")
        await #expect(throws: StoreError.self) {
            try await archive.write(
                Batch(layouts: [.ports(["1"], of: other)], readings: [readings(1)], events: [event]))
        }
        #expect(try await archive.layouts().count == 1)
        try await archive.write(Batch(readings: [readings(2)]))
        #expect(try await archive.readings(of: .ports, from: .start, to: .start + hour) == [readings(0), readings(2)])
    }

    @Test func `a damaged row is left out and counted, whatever lies in it`() async throws {
        let archive = try open()
        try await archive.write(Batch(layouts: [.ports(["1", "2"])], readings: (0..<10).map { readings($0) }))
        try await archive.damageRow(at: HotKey.slot(at: readings(6).time))
        // Rows that were just written are at hand.
        #expect(try await archive.readings(of: .ports, from: .start, to: .start + hour).count == 10)
        try await archive.close()
        let again = try open()
        let found = try await again.readings(of: .ports, from: .start, to: .start + hour)
        #expect(found == (0..<6).map { readings($0) })
        #expect(await again.damagedRows == 4)
    }

    @Test func `on a full disk events are stored from the reserve until there is room again`() async throws {
        let archive = try open()
        let ports = (0..<1000).map { String($0) }
        try await archive.write(Batch(layouts: [.ports(ports)]))
        try await archive.limitPages(more: 3)
        let event = Event(
            time: .start, check: Check(host: "sw-1", aspect: .reach), from: .green, to: .red, reason: .hostDown)
        let large = (0..<20).map { number in
            let values = (0..<3000).map { Value?.some(.integer(Int64($0) << 40 + Int64(number))) }
            return Readings(key: .ports, time: .start + .seconds(60 * number), values: values)
        }
        do throws(StoreError) {
            try await archive.write(Batch(readings: large))
            Issue.record("it was stored")
        } catch {
            #expect(error.code == .full)
            #expect(error.description.contains("the disk is full: make space, then it goes on"))
        }
        #expect(directory.names.contains("reserve"))
        try await archive.write(Batch(readings: large, events: [event]))
        #expect(try await archive.events(limit: 9) == [event])
        #expect(await archive.isFull)
        #expect(await archive.refusedReadings == 20)
        #expect(!directory.names.contains("reserve"))

        try await archive.limitPages(more: 1_000_000)
        try await archive.write(Batch(readings: large))
        #expect(await !archive.isFull)
        #expect(directory.names.contains("reserve"))
        #expect(try await archive.readings(of: .ports, from: .start, to: .start + hour) == large)
    }

    @Test func `a layout without a table is known after a restart`() async throws {
        let first = try open()
        try await first.write(Batch(layouts: [EchoReport.layout(host: "sw-1")]))
        try await first.close()
        #expect(try await open().layouts() == [EchoReport.layout(host: "sw-1")])
    }

    @Test func `a batch that was not stored waits whole but for readings, and does not grow by what has one key`() {
        let event = Event(
            time: .start, check: Check(host: "sw-1", aspect: .reach), from: .green, to: .red, reason: .hostDown)
        let later = Event(
            time: .start + hour, check: Check(host: "sw-1", aspect: .reach), from: .red, to: .green, reason: .hostDown)
        let facts = HostFacts()
        var batch = Batch(
            layouts: [.ports(["1", "2"])], readings: [readings(2)], events: [later], facts: [("sw-1", facts)])
        batch.takeBack(
            Batch(layouts: [.ports(["1"])], readings: [readings(1)], events: [event], facts: [("sw-1", facts)]))
        #expect(batch.events == [event, later])
        #expect(batch.layouts == [.ports(["1", "2"])])
        #expect(batch.readings == [readings(2)])
        #expect(batch.facts.count == 1)
    }

    // MARK: - Queries

    @Test func `series are found by their path and the newest value is known after a restart`() async throws {
        let first = try open()
        try await first.write(Batch(layouts: [.ports(["1", "2"])], readings: [readings(7), readings(8)]))
        let paths = try await first.series(host: "sw-1", matching: "port/*/inOctets").map(\.path)
        #expect(paths == ["port/1/inOctets", "port/2/inOctets"])
        #expect(try await first.series(host: "sw-2").isEmpty)
        try await first.close()
        let second = try open()
        let newest = try await second.newestValues(matching: "port/2/*")
        #expect(Set(newest.map { $0.points[0].value }) == [.integer(8001), .real(1), .integer(1)])
        #expect(Set(newest.map { $0.points[0].time }) == [readings(8).time])
    }

    @Test func `counters become rates and an unknowable rate is missing`() async throws {
        let archive = try open()
        // 60 octets a second, then a restart of the agent, then on.
        let counters: [(Int64, UInt32)] = [(1000, 6000), (4600, 12_000), (300, 1000), (3900, 7000)]
        let all = counters.enumerated().map { number, counter in
            Readings(
                key: .ports, time: .start + .seconds(60 * number), uptime: counter.1,
                values: [.integer(counter.0), nil, nil])
        }
        try await archive.write(Batch(layouts: [.ports(["1"])], readings: all))
        let series = try await archive.series(matching: "*inOctets")
        let reader = try archive.reader()
        let rates = try await reader.points(of: series, from: .start, to: .start + hour, counters: .rate)
        #expect(rates[0].points.map(\.value) == [.real(60), .real(60)])
        #expect(rates[0].points.map(\.time) == [all[1].time, all[3].time])
        let late = try await reader.points(of: series, from: all[1].time, to: all[1].time, counters: .rate)
        #expect(late[0].points.map(\.value) == [.real(60)])
    }

    @Test func `values are averaged over steps, states are not`() async throws {
        let archive = try open()
        let all = (0..<10).map { number in
            Readings(
                key: .ports, time: .start + .seconds(60 * number),
                values: [nil, .real(Double(number)), .integer(Int64(number))])
        }
        try await archive.write(Batch(layouts: [.ports(["1"])], readings: all))
        let series = try await archive.series(matching: "*load") + archive.series(matching: "*operState")
        let windows = try await archive.reader().windows(
            of: series, edges: (0...3).map { .start + .seconds(300 * $0) },
            detail: WindowDetail(last: true, percentile: 75))
        let load = windows[0].values
        #expect(load.map { $0?.average } == [2, 7, nil])
        #expect(load.map { $0?.minimum } == [0, 5, nil])
        #expect(load.map { $0?.maximum } == [4, 9, nil])
        #expect(load.map { $0?.last } == [4, 9, nil])
        #expect(load.map { $0?.percentile } == [3, 8, nil])
        #expect(load.map { $0?.count } == [5, 5, nil])
        #expect(windows[1].values.map { $0?.average } == [4, 9, nil])
    }

    // MARK: - Retention

    @Test func `what is too old goes and what is younger stays readable`() async throws {
        let archive = try open()
        let all = (0..<600).map { readings($0) }
        try await archive.write(Batch(layouts: [.ports(["1", "2"])], readings: all))
        let now = readings(599).time
        let retention = Retention(readings: hour * 5, events: hour)
        while try await archive.forget(olderThan: retention, now: now, limit: 100) {}
        let kept = try await archive.readings(of: .ports, from: .start, to: now)
        #expect(kept.last == all[599])
        // A run across the border goes as a whole.
        #expect((180...301).contains(kept.count))
        #expect(kept == Array(all.suffix(kept.count)))
        try await archive.write(Batch(readings: [readings(600)]))
        #expect(try await archive.newestReadings(of: .ports) == readings(600))
    }

    @Test func `a clock that was set years ahead for a while costs hours of the oldest readings, not all`() async throws
    {
        let archive = try open()
        let all = (0..<600).map { readings($0) }
        try await archive.write(Batch(layouts: [.ports(["1", "2"])], readings: all))
        let now = readings(599).time
        let retention = Retention(readings: hour * 9, events: hour)
        while try await archive.forget(olderThan: retention, now: now, limit: 100) {}
        let before = try await archive.readings(of: .ports, from: .start, to: now).count
        for _ in 0..<3 {
            while try await archive.forget(olderThan: retention, now: now + .seconds(10 * 365 * 86_400), limit: 100) {}
        }
        let kept = try await archive.readings(of: .ports, from: .start, to: now)
        #expect(kept.last == all[599])
        // Three rounds, each an hour, and the run across the border.
        #expect(kept.count >= before - 300)
        while try await archive.forget(olderThan: retention, now: now, limit: 100) {}
        #expect(try await archive.readings(of: .ports, from: .start, to: now).count == kept.count)
    }

    @Test func `a layout that cannot be read keeps nobody from starting, and the next one begins anew`() async throws {
        let archive = try open()
        try await archive.write(Batch(layouts: [.ports(["1", "2"])], readings: [readings(0)]))
        try await archive.spoil("groups", column: "layout", where: "id = 1")
        try await archive.close()
        let again = try open()
        #expect(await again.account.damagedRows == 1)
        #expect(try await again.layouts().isEmpty)
        try await again.write(Batch(layouts: [.ports(["1", "2"])], readings: [readings(1)]))
        #expect(try await again.newestReadings(of: .ports) == readings(1))
    }
}

extension Archive {
    /// Makes every insertion into the table fail.
    func breakTable(_ name: String) throws {
        try database.writeWithoutTransaction { database in
            try database.execute(
                sql: "CREATE TRIGGER broken BEFORE INSERT ON \(name) BEGIN SELECT RAISE(ABORT, 'broken'); END")
        }
    }

    /// Lets the file grow by so many pages, as a disk would that has no more room.
    func limitPages(more: Int) throws {
        try database.writeWithoutTransaction { database in
            let pages = try Int.fetchOne(database, sql: "PRAGMA page_count") ?? 0
            try database.execute(sql: "PRAGMA max_page_count = \(pages + more)")
        }
    }

    /// Puts something into rows that is no JSON.
    func spoil(_ table: String, column: String, where condition: String) throws {
        try database.writeWithoutTransaction { database in
            try database.execute(sql: "UPDATE \(table) SET \(column) = 'no JSON in \(table)' WHERE \(condition)")
        }
    }

    /// Overwrites the row of the first group in that slot.
    func damageRow(at slot: HotRun.Slot) throws {
        try database.writeWithoutTransaction { database in
            try database.execute(
                sql: "UPDATE hot SET row = zeroblob(9) WHERE key = ?", arguments: [HotKey.key(slot: slot, group: 1)])
        }
    }
}
