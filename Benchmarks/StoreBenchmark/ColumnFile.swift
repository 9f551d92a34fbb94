import Glibc
import Model

/// The samples that ../shared/bench/gensamples.c writes, column by column (cols.h beside it has the layout), mapped into
/// memory.
@safe final class ColumnFile {
    private let base: UnsafeRawPointer
    private let length: Int
    private var table: [Entry] = []

    private struct Entry {
        var series: PolledSeries
        var device: Int
        var group: Int
        var count: Int
        var offset: Int
    }

    init(_ path: String) throws {
        let file = unsafe open(path, O_RDONLY)
        guard file >= 0 else { throw BenchmarkError("\(path): \(unsafe String(cString: strerror(errno)))") }
        defer { close(file) }
        length = Int(lseek(file, 0, SEEK_END))
        let mapped = unsafe mmap(nil, length, PROT_READ, MAP_PRIVATE, file, 0)
        guard length >= 64, let mapped = unsafe mapped, unsafe mapped != MAP_FAILED else {
            throw BenchmarkError("\(path) cannot be mapped")
        }
        unsafe base = UnsafeRawPointer(mapped)
        guard number(at: 0, as: UInt64.self) == 0x0A31_534C_4F43_5354 else {
            throw BenchmarkError("\(path) does not begin with TSCOLS1")
        }
        for place in 0..<Int(number(at: 8, as: UInt32.self)) {
            let entry = 64 + 64 * place
            guard let kind = Kind(rawValue: number(at: entry + 4, as: UInt16.self)) else {
                throw BenchmarkError("\(path): series \(place) is of no known kind")
            }
            let series = PolledSeries(
                kind: kind, index: Int(number(at: entry + 20, as: UInt32.self)),
                isReal: number(at: entry + 6, as: UInt16.self) == 1)
            table.append(
                Entry(
                    series: series, device: Int(number(at: entry + 8, as: UInt32.self)),
                    group: Int(number(at: entry + 12, as: UInt32.self)),
                    count: Int(number(at: entry + 16, as: UInt32.self)),
                    offset: Int(number(at: entry + 24, as: UInt64.self))))
        }
    }

    deinit {
        unsafe munmap(UnsafeMutableRawPointer(mutating: base), length)
    }

    private func number<Number: FixedWidthInteger & BitwiseCopyable>(at offset: Int, as type: Number.Type) -> Number {
        precondition(offset >= 0 && offset + MemoryLayout<Number>.size <= length)
        return unsafe base.loadUnaligned(fromByteOffset: offset, as: type)
    }

    /// Writes all polls in the order of their times.
    func order(into path: String) throws {
        var cursors: [Cursor] = []
        for (group, entries) in Dictionary(grouping: table, by: \.group).sorted(by: { $0.key < $1.key }) {
            cursors.append(Cursor(entries: entries, isPing: group & 1 == 1))
        }
        var writer = try PollWriter(path, groups: cursors.map(\.group))
        var due = cursors.map { time(of: $0) }
        while let next = due.indices.min(by: { due[$0] < due[$1] }), due[next] < .max {
            let poll = take(&cursors[next], at: due[next], group: next)
            try writer.append(poll)
            due[next] = time(of: cursors[next])
        }
        try writer.end()
        print("\(path): series \(table.count) samples \(writer.samples) polls \(writer.polls)")
    }

    /// Where the reading of one group stands.
    private struct Cursor {
        var entries: [Entry]
        var places: [Int]
        var last: [Int64]
        var group: PolledGroup
        var boot: Int64?

        init(entries: [Entry], isPing: Bool) {
            self.entries = entries
            places = [Int](repeating: 0, count: entries.count)
            last = [Int64](repeating: 0, count: entries.count)
            group = PolledGroup(device: entries[0].device, isPing: isPing, series: entries.map(\.series))
        }
    }

    /// The time of a group's next poll; the highest there is when it has no more.
    private func time(of cursor: Cursor) -> Int64 {
        var earliest = Int64.max
        for (entry, place) in zip(cursor.entries, cursor.places) where place < entry.count {
            earliest = min(earliest, number(at: entry.offset + 8 * place, as: Int64.self))
        }
        return earliest
    }

    private func take(_ cursor: inout Cursor, at time: Int64, group: Int) -> Poll {
        var values = [Value?](repeating: nil, count: cursor.entries.count)
        var isReset = false
        for (place, entry) in cursor.entries.enumerated() {
            let row = cursor.places[place]
            guard row < entry.count, number(at: entry.offset + 8 * row, as: Int64.self) == time else { continue }
            let bits = number(at: entry.offset + 8 * (entry.count + row), as: Int64.self)
            cursor.places[place] += 1
            if entry.series.isReal {
                values[place] = .real(Double(bitPattern: UInt64(bitPattern: bits)))
            } else {
                values[place] = .integer(bits)
                let isCounter = entry.series.kind == .octets || entry.series.kind == .errors
                if isCounter, bits < cursor.last[place] { isReset = true }
                cursor.last[place] = bits
            }
        }
        var uptime: UInt32?
        if !cursor.group.isPing {
            // The file has no sysUpTime: since days at the beginning, since seconds where counters began anew.
            let days = Int64(3 + 7 * (cursor.group.device % 50))
            let boot = isReset ? time - 20_000 : cursor.boot ?? time - days * 86_400_000
            cursor.boot = boot
            uptime = UInt32(truncatingIfNeeded: (time - boot) / 10)
        }
        return Poll(time: Timestamp(milliseconds: time), group: group, uptime: uptime, values: values)
    }
}
