import Glibc
import Model

/// What is polled, in the trade's terms; the numbers are those of ../shared/bench/cols.h.
enum Kind: UInt16, CaseIterable {
    case octets, errors, cpu, memory, sensor, roundTrip, loss, status

    /// Out of a hundred series.
    var share: Int {
        switch self {
        case .octets: 45
        case .errors: 15
        case .cpu, .memory: 10
        case .sensor: 8
        case .roundTrip: 7
        case .loss: 2
        case .status: 3
        }
    }
}

/// One series of a device.
struct PolledSeries {
    var kind: Kind
    /// Among those of its kind on the device.
    var index: Int
    var isReal: Bool
}

/// What a device answers at one time: all of its series that share a time stamp, at most 64.
struct PolledGroup {
    var device: Int
    var isPing: Bool
    var series: [PolledSeries]
}

/// One answer.
struct Poll {
    var time: Timestamp
    var group: Int
    var uptime: UInt32?
    /// By series; `nil` where it was not read.
    var values: [Value?]
}

/// A problem with the arguments or a file, said in one line.
struct BenchmarkError: Error, CustomStringConvertible {
    var description: String

    init(_ description: String) {
        self.description = description
    }
}

/// Polls in the order of their times, as words of eight bytes (little endian):
///
/// * 8 words: magic, groups, samples, polls, first and last time in milliseconds, 2 unused;
/// * a group: device << 32 | ping << 31 | count of its series; a series: kind | index << 16 | real << 32;
/// * a poll: time in milliseconds; group | uptime << 32 (0: none); bits of the series that were read; their values.
///
/// It is read from beginning to end with little memory, so that what a process takes is the store's.
/// Benchmarks/remote-write.c reads it too.
enum PollFile {
    static let magic: UInt64 = 0x3153_4C4C_4F50
    static let headerWords = 8
    static let bufferWords = 1 << 15
    static let mostSeries = 64

    static func open(_ path: String, mode: String) throws -> WordFile {
        guard let file = unsafe fopen(path, mode) else {
            throw BenchmarkError("\(path): \(unsafe String(cString: strerror(errno)))")
        }
        return unsafe WordFile(file: file)
    }
}

/// A file of the C library, closed with the last reference to it.
@safe final class WordFile {
    private let file: UnsafeMutablePointer<FILE>

    init(file: UnsafeMutablePointer<FILE>) {
        unsafe self.file = file
    }

    deinit {
        unsafe fclose(file)
    }

    /// Fills the words from their beginning; how many there were.
    func read(into words: inout [UInt64]) -> Int {
        unsafe words.withUnsafeMutableBytes { unsafe fread($0.baseAddress, 8, $0.count / 8, file) }
    }

    func write(_ words: [UInt64]) throws {
        let written = unsafe words.withUnsafeBytes { unsafe fwrite($0.baseAddress, 8, words.count, file) }
        guard written == words.count else {
            throw BenchmarkError("cannot write: \(unsafe String(cString: strerror(errno)))")
        }
    }

    func rewind() {
        unsafe Glibc.rewind(file)
    }
}

/// Writes such a file.
struct PollWriter {
    private let file: WordFile
    private var waiting: [UInt64] = []
    private let groups: [PolledGroup]
    private(set) var samples = 0
    private(set) var polls = 0
    private var first: Timestamp?
    private var last = Timestamp(milliseconds: 0)

    init(_ path: String, groups: [PolledGroup]) throws {
        self.groups = groups
        file = try PollFile.open(path, mode: "w")
        waiting = [UInt64](repeating: 0, count: PollFile.headerWords)
        for group in groups {
            guard group.series.count <= PollFile.mostSeries else {
                throw BenchmarkError("device \(group.device) has more than \(PollFile.mostSeries) series in a poll")
            }
            waiting.append(UInt64(group.device) << 32 | (group.isPing ? 1 << 31 : 0) | UInt64(group.series.count))
            for series in group.series {
                waiting.append(
                    UInt64(series.kind.rawValue) | UInt64(series.index) << 16 | (series.isReal ? 1 << 32 : 0))
            }
        }
    }

    mutating func append(_ poll: Poll) throws {
        first = first ?? poll.time
        last = max(last, poll.time)
        polls += 1
        waiting.append(UInt64(bitPattern: poll.time.milliseconds))
        waiting.append(UInt64(poll.group) | UInt64(poll.uptime ?? 0) << 32)
        let place = waiting.count
        waiting.append(0)
        for (number, value) in poll.values.enumerated() {
            switch value {
            case nil: continue
            case .integer(let integer): waiting.append(UInt64(bitPattern: integer))
            case .real(let real): waiting.append(real.bitPattern)
            }
            waiting[place] |= 1 << UInt64(number)
            samples += 1
        }
        if waiting.count >= PollFile.bufferWords { try flush() }
    }

    /// Writes the rest, then the counts into the header.
    mutating func end() throws {
        try flush()
        file.rewind()
        let times = [first ?? last, last].map { UInt64(bitPattern: $0.milliseconds) }
        try file.write([PollFile.magic, UInt64(groups.count), UInt64(samples), UInt64(polls)] + times)
    }

    private mutating func flush() throws {
        try file.write(waiting)
        waiting.removeAll(keepingCapacity: true)
    }
}

/// Reads such a file.
struct PollReader {
    private(set) var groups: [PolledGroup] = []
    private(set) var samples = 0
    private(set) var first = Timestamp(milliseconds: 0)
    private(set) var last = Timestamp(milliseconds: 0)
    private let file: WordFile
    private var words = [UInt64](repeating: 0, count: PollFile.bufferWords)
    private var count = 0
    private var place = 0

    init(_ path: String) throws {
        file = try PollFile.open(path, mode: "r")
        count = file.read(into: &words)
        var header: [UInt64] = []
        for _ in 0..<PollFile.headerWords { header.append(word() ?? 0) }
        guard header[0] == PollFile.magic else { throw BenchmarkError("\(path) is no file of polls") }
        samples = Int(header[2])
        first = Timestamp(milliseconds: Int64(bitPattern: header[4]))
        last = Timestamp(milliseconds: Int64(bitPattern: header[5]))
        for _ in 0..<header[1] {
            guard let group = group() else { throw BenchmarkError("\(path) ends early") }
            groups.append(group)
        }
    }

    /// The next poll, `nil` at the end.
    mutating func next() -> Poll? {
        guard let time = word(), let head = word(), let present = word() else { return nil }
        let group = Int(UInt32(truncatingIfNeeded: head))
        let uptime = UInt32(head >> 32)
        let series = groups[group].series
        var values = [Value?](repeating: nil, count: series.count)
        for number in values.indices where present & 1 << UInt64(number) != 0 {
            guard let bits = word() else { return nil }
            values[number] = series[number].isReal ? .real(Double(bitPattern: bits)) : .integer(Int64(bitPattern: bits))
        }
        return Poll(
            time: Timestamp(milliseconds: Int64(bitPattern: time)), group: group, uptime: uptime == 0 ? nil : uptime,
            values: values)
    }

    private mutating func group() -> PolledGroup? {
        guard let head = word() else { return nil }
        var series: [PolledSeries] = []
        for _ in 0..<(head & 0x7FFF_FFFF) {
            guard let word = word(), let kind = Kind(rawValue: UInt16(truncatingIfNeeded: word)) else { return nil }
            series.append(
                PolledSeries(
                    kind: kind, index: Int(UInt16(truncatingIfNeeded: word >> 16)), isReal: word & 1 << 32 != 0))
        }
        return PolledGroup(device: Int(head >> 32), isPing: head & 1 << 31 != 0, series: series)
    }

    private mutating func word() -> UInt64? {
        if place == count {
            count = file.read(into: &words)
            place = 0
            if count == 0 { return nil }
        }
        defer { place += 1 }
        return words[place]
    }
}
