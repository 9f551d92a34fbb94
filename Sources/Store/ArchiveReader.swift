import Dispatch
import GRDB
public import Model

/// Reads a database on a connection of its own: of a daemon that writes it, of one that has ended, or a copy.
///
/// All work is done on its own queue, on one moment's state of the database for each call.
public actor ArchiveReader {
    private nonisolated let executor = ArchiveExecutor()
    public nonisolated var unownedExecutor: UnownedSerialExecutor {
        unsafe executor.asUnownedSerialExecutor()
    }

    /// Rows that could not be read since it was opened.
    public private(set) var damagedRows = 0

    private nonisolated let path: String
    private let file: DatabaseFile
    private var database: DatabaseQueue
    /// Of the file that is open: after a recovery another one has its name.
    private var identity: FileIdentity?
    /// The groups as they were at a version of the data (PRAGMA data_version): many reads of a database that rests cost
    /// one look at them.
    private var known: (version: Int64, catalog: GroupCatalog)?

    /// - Parameter directory: As given to `Archive`.
    public init(directory: String) throws(StoreError) {
        file = DatabaseFile(directory: directory)
        path = file.path
        identity = FileIdentity(path: file.path)
        database = try Self.open(file)
    }

    private static func open(_ file: DatabaseFile) throws(StoreError) -> DatabaseQueue {
        guard file.exists else {
            throw StoreError(
                .missingDirectory, problem: "there is no database \(file.path)",
                remedy: "start the daemon once, or name the directory that it uses")
        }
        do {
            let database = try file.open(label: "reader", patience: .seconds(20), isReadOnly: true)
            guard try database.read({ try !Schema.migrator.hasBeenSuperseded($0) }) else {
                throw StoreError(
                    .newerSchema, problem: "\(file.path) was written by a newer version of the program",
                    remedy: "use the tool of that version")
            }
            guard try database.read({ try Schema.migrator.hasCompletedMigrations($0) }) else {
                throw StoreError(
                    .failed, problem: "\(file.path) is of an older version",
                    remedy: "start the daemon of this version once: it brings the tables up to date")
            }
            return database
        } catch {
            throw StoreError(error, while: "open", path: file.path)
        }
    }

    /// The series that are stored, sorted by host and path.
    ///
    /// - Parameters:
    ///   - host: `nil`: of all hosts.
    ///   - pattern: For the path, with `*` for anything; `nil`: all.
    ///   - view: Of the archive that writes the database, if it lives in this process.
    public func series(
        host: Host.Name? = nil, matching pattern: String? = nil, view: ArchiveView? = nil
    ) throws(StoreError) -> [Series] {
        try read(view) { $0.catalog.series(host: host, matching: pattern) }
    }

    /// Every value of series between two moments, both included, in the order of their times.
    ///
    /// - Parameters:
    ///   - form: What to give of counters.
    ///   - view: As with `series`.
    public func points(
        of series: [Series], from: Timestamp, to: Timestamp, counters form: CounterForm = .stored,
        view: ArchiveView? = nil
    ) throws(StoreError) -> [SeriesData] {
        try read(view) { record in
            var collectors = series.map { PointCollector($0, from: from, form: form) }
            // The first rate needs the reading before.
            let start = form == .rate ? from - SummaryReader.longestGap : from
            try record.columns(of: series, from: start, to: to) { place, times, uptimes, column in
                collectors[place].add(times, uptimes, column)
            }
            return collectors.map { $0.result() }
        }
    }

    /// The values of series over windows that follow one another: from roll-ups where their hours or days (UTC) make up
    /// the windows, else from every reading.
    ///
    /// - Parameters:
    ///   - edges: Ascending; window n reaches from edge n up to, not including, edge n + 1.
    ///   - detail: What roll-ups do not hold.
    ///   - view: As with `series`.
    public func windows(
        of series: [Series], edges: [Timestamp], detail: WindowDetail = .none, view: ArchiveView? = nil
    ) throws(StoreError) -> [SeriesWindows] {
        guard let first = edges.first, let last = edges.last, edges.count > 1 else {
            return series.map { SeriesWindows(series: $0, values: []) }
        }
        return try read(view) { record in
            var collectors = series.map { WindowCollector(measure: $0.measure, edges: edges, detail: detail) }
            var start = first
            if detail == .none, edges.allSatisfy({ $0.milliseconds % 3_600_000 == 0 }) {
                start = try record.summaries(of: series, from: first, to: last) { place, time, summary in
                    collectors[place].add(summary, at: time)
                }
            }
            if start < last {
                for place in collectors.indices { collectors[place].countsFrom = start.milliseconds }
                try record.columns(
                    of: series, from: start - SummaryReader.longestGap, to: last - .milliseconds(1)
                ) { place, times, uptimes, column in
                    collectors[place].add(times, uptimes, column)
                }
            }
            return zip(series, collectors).map { SeriesWindows(series: $0, values: $1.result()) }
        }
    }

    /// Closes the connection; nothing may be called after it. Before that of who writes: the last one that is closed
    /// brings the journal into the file, and a reader may not.
    public func close() throws(StoreError) {
        do {
            try database.close()
        } catch {
            throw StoreError(error, while: "close", path: path)
        }
    }

    func count(damaged rows: Int) { damagedRows += rows }

    /// Does something on one moment's state of the database.
    func read<Result>(
        _ view: ArchiveView?, _ body: (inout RecordReader) throws -> Result
    ) throws(StoreError) -> Result {
        let present = FileIdentity(path: path)
        if present != identity {
            database = try Self.open(file)
            identity = present
            known = nil
        }
        do {
            return try database.read { database in
                var record = RecordReader(
                    database: database, catalog: try view?.catalog ?? catalog(database),
                    openRuns: view?.openRuns ?? [:], endedRuns: view?.endedRuns ?? [:])
                defer { damagedRows += record.damaged }
                return try body(&record)
            }
        } catch {
            throw StoreError(error, while: "read", path: path)
        }
    }
}

extension ArchiveReader {
    /// The groups, read anew if anybody has written since.
    private func catalog(_ database: Database) throws -> GroupCatalog {
        let version = try Int64.fetchOne(database, sql: "PRAGMA data_version") ?? 0
        if let known, known.version == version { return known.catalog }
        let catalog = try GroupCatalog(database)
        known = (version, catalog)
        return catalog
    }
}

extension RecordReader {
    /// Hands out the columns of series, stretch by stretch, each with its place in the list.
    fileprivate mutating func columns(
        of series: [Series], from: Timestamp, to: Timestamp,
        each: (Int, [Int64], [UInt32?], ChunkColumn) -> Void
    ) throws {
        for (group, places, slots) in chosen(series) {
            try stretches(of: group, slots: slots, from: from, to: to) { stretch in
                let uptimes = stretch.uptimes.uptimes
                for (number, place) in places.enumerated() {
                    each(place, stretch.times, uptimes, stretch.columns[number])
                }
            }
        }
    }

    /// Hands out the roll-ups of series between two moments: by the hour where there are some, else by the day.
    ///
    /// - Returns: from when on readings are to be looked at, because nothing after has been rolled up.
    fileprivate mutating func summaries(
        of series: [Series], from: Timestamp, to: Timestamp, each: (Int, Int64, Summary) -> Void
    ) throws -> Timestamp {
        let day = ChunkPeriod.day
        // Of a day that is not sealed for every group there are loose rows.
        let short = try extent(of: .short).map { Timestamp(milliseconds: ChunkPeriod.short.begin(of: $0.lowerBound)) }
        let oldestRun = try oldestRun().map { Timestamp(seconds: $0) }
        let loose = [short, oldestRun].compactMap { $0 }.min() ?? to
        let end = min(to, Timestamp(milliseconds: day.begin(of: day.number(at: loose))))
        guard end > from else { return from }
        for (group, places, slots) in chosen(series) {
            try rollUps(of: group, slots: slots, from: from, to: end) { number, time, summary in
                each(places[number], time, summary)
            }
        }
        return end
    }

    /// Hands out the roll-ups of some slots, by the hour where there are some, else by the day, as of its noon.
    private mutating func rollUps(
        of group: StoredGroup, slots: [Int], from: Timestamp, to: Timestamp, each: (Int, Int64, Summary) -> Void
    ) throws {
        let day = ChunkPeriod.day.milliseconds
        for part in Set(slots.map { $0 / ChunkKey.slotsPerPart }).sorted() {
            let chosen = slots.indices.filter { slots[$0] / ChunkKey.slotsPerPart == part }
            let own = chosen.map { slots[$0] % ChunkKey.slotsPerPart }
            var daysWithHours: Set<Int64> = []
            for (period, offset) in [(ChunkPeriod.hours, Int64(0)), (.days, day / 2)] {
                for number in try numbers(of: period, from: from, to: to) {
                    let key = ChunkKey(period: number, group: group.id, part: part)
                    guard let row = try chunk(key, in: period),
                        let stretch = rollUp(row, slots: own, begin: period.begin(of: number))
                    else { continue }
                    let known = daysWithHours
                    for place in stretch.times.indices {
                        let time = stretch.times[place]
                        if period == .hours {
                            daysWithHours.insert(time / day)
                        } else if known.contains(time / day) {
                            continue
                        }
                        let moment = Timestamp(milliseconds: time + offset)
                        guard moment >= from, moment < to else { continue }
                        for (slot, number) in chosen.enumerated() {
                            guard let summary = RollUp.summary(in: stretch, slot: slot, place: place) else { continue }
                            each(number, moment.milliseconds, summary)
                        }
                    }
                }
            }
        }
    }

    private func chosen(_ series: [Series]) -> [(group: StoredGroup, places: [Int], slots: [Int])] {
        let places = Dictionary(grouping: series.indices) { GroupKey(host: series[$0].host, group: series[$0].group) }
        var chosen: [(group: StoredGroup, places: [Int], slots: [Int])] = []
        for (key, places) in places {
            for group in catalog.generations[key] ?? [] {
                let found = places.compactMap { place in group.layout.slot(of: series[place]).map { (place, $0) } }
                if !found.isEmpty { chosen.append((group, found.map(\.0), found.map(\.1))) }
            }
        }
        return chosen
    }
}
