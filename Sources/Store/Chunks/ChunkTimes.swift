/// The times of a chunk: the turns of a regular beat, and by how much each reading was off it; where there is no beat,
/// the times themselves.
enum ChunkTimes {
    /// Further from the begin of a period no time of it lies (34 years): sums and differences stay far from overflow.
    static let bounds: ClosedRange<Int64> = -(1 << 40)...(1 << 40)

    /// - Parameter times: Milliseconds since the begin of the chunk's period, ascending; at least one.
    static func write(_ times: [Int64], to writer: inout ByteWriter) {
        var plain = ByteWriter(capacity: times.count + 16)
        plain.append(varint: 0)
        IntegerSeries.write(times, to: &plain)
        guard let beat = beat(of: times) else { return writer.append(bytes: plain.bytes) }
        var turns: [Int64] = []
        var offs: [Int64] = []
        turns.reserveCapacity(times.count)
        offs.reserveCapacity(times.count)
        var turn: Int64 = 0
        var before = times[0]
        for time in times {
            // The turn that is nearest, reckoned from the reading before: a beat that drifts goes on.
            turn += (time - before + beat / 2) / beat
            turns.append(turn)
            offs.append(time - turn * beat)
            before = time
        }
        var beaten = ByteWriter(capacity: times.count + 16)
        beaten.append(varint: UInt64(beat))
        IntegerSeries.write(turns, to: &beaten)
        IntegerSeries.write(offs, to: &beaten)
        writer.append(bytes: beaten.bytes.count < plain.bytes.count ? beaten.bytes : plain.bytes)
    }

    /// The middle one of the distances, to the tenth of a second; `nil` if there is none to speak of.
    private static func beat(of times: [Int64]) -> Int64? {
        guard times.count > 2 else { return nil }
        var steps = zip(times.dropFirst(), times).map { $0 - $1 }
        steps.sort()
        let middle = (steps[steps.count / 2] + 50) / 100 * 100
        return middle > 0 ? middle : nil
    }

    /// Milliseconds since the begin of the chunk's period, ascending.
    static func read(count: Int, from reader: inout ByteReader) throws(RowError) -> [Int64] {
        let beat = Int64(bitPattern: try reader.varint())
        var times: [Int64]
        if beat == 0 {
            times = try IntegerSeries.read(count: count, from: &reader)
        } else {
            times = try IntegerSeries.read(count: count, from: &reader)
            let offs = try IntegerSeries.read(count: count, from: &reader)
            for place in times.indices { times[place] = times[place] &* beat &+ offs[place] }
        }
        for place in times.indices {
            guard bounds.contains(times[place]), place == 0 || times[place] >= times[place - 1] else {
                throw RowError(.outOfRange, offset: reader.offset)
            }
        }
        return times
    }
}
