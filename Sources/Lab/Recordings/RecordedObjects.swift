import SNMP

/// A recording as the responder reads it, with what faults change in it.
struct RecordedObjects: ObjectSource {
    var recording: Recording
    /// What sysUpTime says instead of what was recorded, in hundredths of a second.
    var uptime: UInt32?
    /// Every so many objects the next one is an earlier one.
    var isNonIncreasing = false

    /// After how many objects a walk turns back, and by how many.
    static let (turn, steps) = (16, 4)

    var count: Int { recording.count }

    func name(_ content: Range<Int>, in bytes: RawSpan) throws(DecodingError) -> [UInt8] {
        let octets = bytes.copy(content)
        // The decoder refuses what is no name and takes padded sub-identifiers, which are compared without padding.
        return NameOrder.isCanonical(octets) ? octets : EncodedOID(try BERContent.oid(in: bytes, content)).octets
    }

    func place(of name: [UInt8]) -> Int? { recording.place(of: name) }

    func place(after name: [UInt8]) -> Int? {
        let place = recording.places(before: name, orEqual: true)
        guard isNonIncreasing, recording.place(of: name) == place - 1 else { return place < count ? place : nil }
        return self.place(after: place - 1)
    }

    func place(after place: Int) -> Int? {
        if isNonIncreasing, place % RecordedObjects.turn == RecordedObjects.turn - 1 || place == count - 1 {
            return max(0, place - RecordedObjects.steps)
        }
        return place + 1 < count ? place + 1 : nil
    }

    func appendBinding(at place: Int, to list: inout [UInt8]) -> AppendedValue {
        if let uptime, recording.octets[recording.name(at: place)] == Recording.uptimeName[...] {
            var writer = BERWriter()
            writer.element(BERTag.sequence) { pair in
                pair.element(BERTag.objectIdentifier, octets: Recording.uptimeName)
                pair.unsigned(UInt64(uptime), tag: BERTag.timeTicks)
            }
            list += writer.bytes
            return .other
        }
        list += recording.octets[recording.binding(at: place)]
        return recording.isCounter64(at: place) ? .counter64 : .other
    }

    func nameOctets(at place: Int) -> [UInt8] { Array(recording.octets[recording.name(at: place)]) }

    /// Which types the device has beside its instances was not recorded.
    func hasType(of name: [UInt8]) -> Bool { true }
}
