import Model

/// How long the readings of a chunk's row lie together, and where the row lies: `period << 40 | group << 16 | part`, by
/// time first, so that old ones are one range.
enum ChunkPeriod {
    /// What the hot rows of two hours become.
    case short
    /// What the short chunks of a day (UTC) become.
    case day
    /// Roll-ups by the hour, of eight days.
    case hours
    /// Roll-ups by the day, of 32 days.
    case days

    var table: String {
        switch self {
        case .short: "shortChunks"
        case .day: "dayChunks"
        case .hours: "hourRollUps"
        case .days: "dayRollUps"
        }
    }

    var seconds: Int64 {
        switch self {
        case .short: 7200
        case .day: 86_400
        case .hours: 8 * 86_400
        case .days: 32 * 86_400
        }
    }

    var milliseconds: Int64 { seconds * 1000 }

    /// Which period a second since 1970 lies in.
    func number(ofSecond second: Int64) -> Int64 {
        second >= 0 ? second / seconds : (second - seconds + 1) / seconds
    }

    /// Which period a moment lies in.
    func number(at moment: Timestamp) -> Int64 {
        number(ofSecond: moment.milliseconds >= 0 ? moment.milliseconds / 1000 : moment.milliseconds / 1000 - 1)
    }

    /// Its begin in milliseconds since 1970.
    func begin(of number: Int64) -> Int64 {
        number * milliseconds
    }

    /// When the period of a row begins, by its key.
    func begin(ofRow key: Int64) -> Timestamp {
        Timestamp(milliseconds: begin(of: ChunkKey(key).period))
    }
}

/// A row in one of the tables of chunks.
struct ChunkKey: Hashable {
    /// Slots of a part: 64k..<64k+64. So the row of many ports stays short enough to be read for one of them.
    static let slotsPerPart = 64
    static let periods: Range<Int64> = 0..<(1 << 23)

    var period: Int64
    var group: StoredGroup.ID
    var part: Int

    var value: Int64 { period << 40 | group << 16 | Int64(part) }

    init(period: Int64, group: StoredGroup.ID, part: Int) {
        self.period = period
        self.group = group
        self.part = part
    }

    init(_ value: Int64) {
        period = value >> 40
        group = value >> 16 & StoredGroup.maximumID
        part = Int(value & 0xFFFF)
    }

    /// The lowest key of a period.
    static func first(of period: Int64) -> Int64 {
        period << 40
    }
}

extension GroupLayout {
    /// How many rows a group has in each period; one that has no slots has still times.
    var partCount: Int {
        max(1, (slotCount + ChunkKey.slotsPerPart - 1) / ChunkKey.slotsPerPart)
    }
}
