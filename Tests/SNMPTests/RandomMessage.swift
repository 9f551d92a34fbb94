import Model
import SNMP

/// SplitMix64 (Steele, Lea, Flood 2014): the same numbers for the same seed on every machine.
struct SeededRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
        return mixed ^ mixed >> 31
    }
}

extension SeededRandom {
    /// A number whose count of significant bits is as likely small as large.
    mutating func bits(upTo width: Int) -> UInt64 {
        let count = Int.random(in: 0...width, using: &self)
        return count == 0 ? 0 : next() >> UInt64(64 - count)
    }

    mutating func octets(upTo count: Int) -> [UInt8] {
        (0..<Int.random(in: 0...count, using: &self)).map { _ in UInt8.random(in: 0...255, using: &self) }
    }

    mutating func oid(upTo count: Int) -> OID {
        let first = UInt32.random(in: 0...2, using: &self)
        let second = first < 2 ? UInt32.random(in: 0...39, using: &self) : UInt32(bits(upTo: 31))
        let further = (0..<Int.random(in: 0...count - 2, using: &self)).map { _ in UInt32(bits(upTo: 32)) }
        return OID([first, second] + further)
    }

    mutating func value() -> VariableValue {
        switch Int.random(in: 0..<13, using: &self) {
        case 0: .integer(Int32(truncatingIfNeeded: bits(upTo: 32)))
        case 1: .octetString(octets(upTo: Bool.random(using: &self) ? 20 : 400))
        case 2: .null
        case 3: .oid(oid(upTo: 128))
        case 4: .ipAddress(UInt32(bits(upTo: 32)))
        case 5: .counter32(UInt32(bits(upTo: 32)))
        case 6: .gauge32(UInt32(bits(upTo: 32)))
        case 7: .timeTicks(UInt32(bits(upTo: 32)))
        // No octet above 0x9e, so that it is none of the numbers which net-snmp unwraps from an Opaque.
        case 8: .opaque(octets(upTo: 40).map { $0 % 0x9f })
        case 9: .counter64(bits(upTo: 64))
        case 10: .noSuchObject
        case 11: .noSuchInstance
        default: .endOfMibView
        }
    }

    mutating func message(bindings: Int) -> CommunityMessage {
        let operations: [PDU.Operation] = [.get, .getNext, .response, .set, .getBulk, .inform, .trap, .report]
        return CommunityMessage(
            version: Bool.random(using: &self) ? .v1 : .v2c,
            community: octets(upTo: 40),
            pdu: PDU(
                operation: operations[Int.random(in: 0..<operations.count, using: &self)],
                requestID: Int32(truncatingIfNeeded: bits(upTo: 32)),
                errorStatus: Int32(bits(upTo: 31)), errorIndex: Int32(bits(upTo: 31)),
                bindings: (0..<bindings).map { _ in VariableBinding(name: oid(upTo: 30), value: value()) }))
    }
}

extension [UInt8] {
    /// Damages one place: an octet changed, a bit turned, octets lost or added, the rest cut off.
    mutating func mutate(by random: inout SeededRandom) {
        guard !isEmpty else { return }
        let place = Int.random(in: 0..<count, using: &random)
        switch Int.random(in: 0..<6, using: &random) {
        case 0: self[place] = UInt8.random(in: 0...255, using: &random)
        case 1: self[place] ^= 1 << UInt8.random(in: 0...7, using: &random)
        case 2: remove(at: place)
        case 3: insert([0x80, 0xff, 0x84, 0x00].randomElement(using: &random) ?? 0, at: place)
        case 4: removeSubrange(place...)
        default: self[place] = [0x00, 0x7f, 0x80, 0x84, 0xff].randomElement(using: &random) ?? 0
        }
    }
}
