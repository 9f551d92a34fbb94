import FoundationEssentials
import GRDB
import Model

/// Makes chunks of what is stored more loosely, inside one transaction.
struct Sealer {
    private var record: RecordReader

    /// Rows that could not be read.
    var damaged: Int { record.damaged + lost }
    private var lost = 0

    /// How the counters of the days ended that were sealed last.
    private(set) var ends: DayEnds

    init(_ record: RecordReader, ends: DayEnds) {
        self.record = record
        self.ends = ends
    }

    // MARK: - Windows

    /// Makes a chunk of the runs of a window. What is there already, because the clock was set back, is taken in.
    ///
    /// - Returns: how many values were sealed.
    mutating func sealWindow(_ number: Int64, of group: StoredGroup) throws -> Int {
        let period = ChunkPeriod.short
        let begin = number * period.seconds
        let runs = try record.runs(of: group.id, first: begin...begin + period.seconds - 1)
        guard !runs.isEmpty else { return 0 }
        var whole = Stretch(columns: 0)
        for run in runs {
            guard let rows = try record.rows(of: run, in: group) else { continue }
            whole.append(rows.stretch(of: 0..<group.layout.slotCount))
        }
        try store(whole, of: group, period, number)
        for run in runs {
            try record.database.cachedStatement(sql: "DELETE FROM runs WHERE first = ?")
                .execute(arguments: [HotKey.runKey(first: run.first, group: group.id)])
        }
        return whole.times.count * group.layout.slotCount
    }

    /// Stores a stretch part by part, each with what its row holds already.
    private mutating func store(_ stretch: Stretch, of group: StoredGroup, _ period: ChunkPeriod, _ window: Int64)
        throws
    {
        guard !stretch.times.isEmpty else { return }
        for number in 0..<group.layout.partCount {
            let start = number * ChunkKey.slotsPerPart
            let slots = start..<min(start + ChunkKey.slotsPerPart, stretch.columns.count)
            let key = ChunkKey(period: window, group: group.id, part: number)
            var part = Stretch(times: stretch.times, uptimes: stretch.uptimes, columns: Array(stretch.columns[slots]))
            if let present = try stored(key, in: period) {
                var both = present
                both.append(part)
                part = both
            }
            try store(part, key, in: period)
        }
    }

    // MARK: - Days

    /// Makes a chunk of the windows of a day, and its roll-ups.
    ///
    /// - Returns: how many values were sealed.
    mutating func sealDay(_ day: Int64, of group: StoredGroup, part: Int) throws -> Int {
        let perDay = ChunkPeriod.day.seconds / ChunkPeriod.short.seconds
        var keys: [ChunkKey] = []
        var whole = Stretch(columns: 0)
        for number in day * perDay..<(day + 1) * perDay {
            let key = ChunkKey(period: number, group: group.id, part: part)
            guard let window = try stored(key, in: .short) else { continue }
            whole.append(window)
            keys.append(key)
        }
        guard !keys.isEmpty else { return 0 }
        let dayKey = ChunkKey(period: day, group: group.id, part: part)
        if let present = try stored(dayKey, in: .day) {
            var both = present
            both.append(whole)
            whole = both
        }
        whole = whole.sorted()
        try store(whole, dayKey, in: .day)
        try rollUp(whole, dayKey, of: group)
        for key in keys {
            try record.database.cachedStatement(sql: "DELETE FROM shortChunks WHERE key = ?")
                .execute(arguments: [key.value])
        }
        return whole.times.count * whole.columns.count
    }

    private mutating func rollUp(_ day: Stretch, _ key: ChunkKey, of group: StoredGroup) throws {
        let layout = group.layout
        guard !layout.columns.isEmpty else { return }
        let first = key.part * ChunkKey.slotsPerPart
        let slots = first..<min(first + ChunkKey.slotsPerPart, layout.slotCount)
        let measures = slots.map { layout.columns[$0 % layout.columns.count].measure }
        let begin = ChunkPeriod.day.begin(of: key.period)
        let before = try ends.before(key) ?? counters(before: key, measures)
        ends.note(day.counterEnds(measures), of: key)
        let hours = RollUp.hours(of: day, before: before, measures: measures)
        try replace(hours, day: begin, key, in: .hours)
        try replace(RollUp.day(of: hours, begin: begin, measures: measures), day: begin, key, in: .days)
    }

    /// How the counters of the day before ended, as it is stored.
    private mutating func counters(before key: ChunkKey, _ measures: [Measure]) throws -> [CounterEnd?] {
        let key = ChunkKey(period: key.period - 1, group: key.group, part: key.part)
        guard measures.contains(where: { $0 == .counter32 || $0 == .counter64 }),
            let chunk = try record.chunk(key, in: .day)
        else { return [] }
        let begin = ChunkPeriod.day.begin(of: key.period)
        do throws(RowError) {
            var stretch = Stretch(
                times: chunk.times.map { $0 &+ begin }, uptimes: try chunk.uptimes(), columns: [])
            for (slot, measure) in measures.enumerated() {
                switch measure {
                case .counter32, .counter64: stretch.columns.append(try chunk.column(slot))
                case .gauge, .state: stretch.columns.append(ChunkColumn(count: chunk.times.count))
                }
            }
            return stretch.counterEnds(measures)
        } catch {
            lost += 1
            return []
        }
    }

    /// Puts the roll-ups of a day in the place of those that there are of it.
    private mutating func replace(_ rollUps: Stretch, day begin: Int64, _ key: ChunkKey, in period: ChunkPeriod) throws
    {
        let day = begin..<begin + ChunkPeriod.day.milliseconds
        let number = period.number(ofSecond: begin / 1000)
        let key = ChunkKey(period: number, group: key.group, part: key.part)
        var whole = rollUps
        if let present = try stored(key, in: period) {
            whole = present.taking(present.times.indices.filter { !day.contains(present.times[$0]) })
            whole.append(rollUps)
        }
        try store(whole, key, in: period)
    }

    // MARK: - Rows

    /// What a row holds, `nil` if there is none or if it cannot be read.
    private mutating func stored(_ key: ChunkKey, in period: ChunkPeriod) throws -> Stretch? {
        guard let chunk = try record.chunk(key, in: period) else { return nil }
        do throws(RowError) {
            return try Stretch(chunk, begin: period.begin(of: key.period))
        } catch {
            lost += 1
            return nil
        }
    }

    /// Stores a row, after it was read back.
    private mutating func store(_ stretch: Stretch, _ key: ChunkKey, in period: ChunkPeriod) throws {
        var stretch = stretch.sorted()
        if stretch.times.count > Chunk.maximumTimes {
            lost += stretch.times.count - Chunk.maximumTimes
            stretch = stretch.taking(Array(stretch.times.indices.suffix(Chunk.maximumTimes)))
        }
        guard !stretch.times.isEmpty else { return }
        let chunk = stretch.chunk(begin: period.begin(of: key.period), columns: stretch.columns.indices)
        let row = chunk.row()
        guard case .success(let back) = Result(catching: { () throws(RowError) in try ChunkReader(row).chunk() }),
            back == chunk
        else {
            throw StoreError(
                .failed, problem: "a chunk of group \(key.group) did not come back as it was",
                remedy: "its readings stay as they are; check the memory of the machine, and report it")
        }
        try record.database.cachedStatement(sql: "INSERT OR REPLACE INTO \(period.table) (key, row) VALUES (?, ?)")
            .execute(arguments: [key.value, Data(row)])
    }
}

/// How the counters of days ended, so that those days need not be read again for what grew across midnight.
struct DayEnds {
    /// So many slots are known at most: 4 MB. Of larger fleets the rest is read.
    private static let mostSlots = 1 << 17

    /// Parts of groups; the period is 0.
    private var parts: [ChunkKey: (day: Int64, slots: [CounterEnd?])] = [:]
    private var slotCount = 0

    /// How the day before ended; `nil` if that is not known.
    func before(_ key: ChunkKey) -> [CounterEnd?]? {
        guard let part = parts[Self.part(key)], part.day == key.period - 1 else { return nil }
        return part.slots
    }

    mutating func note(_ slots: [CounterEnd?], of key: ChunkKey) {
        slotCount += slots.count - (parts[Self.part(key)]?.slots.count ?? 0)
        parts[Self.part(key)] = (key.period, slots)
        guard slotCount > Self.mostSlots else { return }
        slotCount -= slots.count
        parts[Self.part(key)] = nil
    }

    private static func part(_ key: ChunkKey) -> ChunkKey {
        ChunkKey(period: 0, group: key.group, part: key.part)
    }
}
