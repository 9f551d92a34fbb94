import Model
import SNMP

/// How the raw content of a cell becomes a value: what one device, one column and one row make of it.
struct Decoding: Hashable {
    enum Factor: Hashable {
        case one
        case times(Int64)
        case real(Double)
    }

    var factor: Factor
    /// Raw numbers that mean "no value".
    var missing: [Int64]
    /// A negative Integer32 stands for the unsigned number of the same 32 bits.
    var isUnsigned = false
    /// The numbers that texts stand for, in lower case.
    var words: [String: Int64] = [:]
    /// Of BITS: the bits that mean something, the worst first.
    var bits: [Int64]?
    /// Where in a text the number stands; `nil`: at its beginning.
    var pattern: String?

    /// The number as the device gives it.
    static let asRead = Decoding(factor: .one, missing: [])

    /// The value of a number from the device; `nil` if it stands for "no value" or cannot be scaled without overflow.
    func value(integer raw: Int64) -> Value? {
        if !missing.isEmpty, missing.contains(raw) { return nil }
        let raw = isUnsigned && raw < 0 ? raw & 0xffff_ffff : raw
        switch factor {
        case .one: return .integer(raw)
        case .times(let multiplier):
            let (product, overflow) = raw.multipliedReportingOverflow(by: multiplier)
            return overflow ? .real(Double(raw) * Double(multiplier)) : .integer(product)
        case .real(let multiplier): return .real(Double(raw) * multiplier)
        }
    }

    /// The value of a real number from the device (Opaque float, text).
    func value(real raw: Double) -> Value? {
        guard raw.isFinite else { return nil }
        if let whole = Int64(exactly: raw) { return value(integer: whole) }
        switch factor {
        case .one: return .real(raw)
        case .times(let multiplier): return .real(raw * Double(multiplier))
        case .real(let multiplier): return .real(raw * multiplier)
        }
    }

    /// The value of a binding that is no integer; `nil` where it is no number either.
    func value(of binding: EncodedBinding, in bytes: RawSpan, _ patterns: PatternCache) -> Value? {
        if let real = binding.real(in: bytes) { return value(real: real) }
        return binding.octets(in: bytes).flatMap { value(text: $0, patterns) }
    }

    /// The value of a text: what one of the words stands for, or the number in it.
    func value(text octets: [UInt8], _ patterns: PatternCache) -> Value? {
        if let bits { return .integer(bits.first { octets.hasBit($0) } ?? -1) }
        guard !words.isEmpty || pattern != nil else {
            return Decoding.number(inText: octets).flatMap { value(real: $0) }
        }
        guard var text = VariableValue.octetString(octets).text else { return nil }
        if let pattern {
            guard let found = patterns.capture(pattern, text) else { return nil }
            text = found
        }
        if !words.isEmpty { return words[text.lowercased()].flatMap { value(integer: $0) } }
        return Decoding.number(inText: Array(text.utf8)).flatMap { value(real: $0) }
    }

    /// The number that a text begins with, as many devices write it: `23.5`, `1.2e+01`, `+23.5 C`.
    static func number(inText octets: [UInt8]) -> Double? {
        let text = octets.prefix(64).drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "+") }
        let digits = text.prefix { byte in
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "e"),
                UInt8(ascii: "E"), UInt8(ascii: "+"):
                true
            default: false
            }
        }
        return Double(String(decoding: digits, as: UTF8.self))
    }
}

extension [UInt8] {
    /// Whether a bit of BITS is set: bit 0 is the highest of the first octet (RFC 2578 §7.1.4).
    fileprivate func hasBit(_ bit: Int64) -> Bool {
        guard bit >= 0, bit / 8 < count else { return false }
        return self[Int(bit / 8)] & (0x80 >> UInt8(bit % 8)) != 0
    }
}

extension Probe.Field {
    /// The bits that mean something, the worst first; `nil` where the device gives no BITS.
    var bits: [Int64]? {
        guard isBits else { return nil }
        let states = states?.states ?? [:]
        return states.keys.filter { $0 >= 0 }.sorted { one, other in
            guard let left = states[one]?.status, let right = states[other]?.status, left != right else {
                return one < other
            }
            return Status.fold([left, right]) == left
        }
    }
}

extension Probe.Scale {
    /// The factor for one row; `nil` where the row's own cells do not give one.
    func factor(instance: OID, cells: Cells) -> Decoding.Factor? {
        switch self {
        case .one: return .one
        case .times(let multiplier): return .times(multiplier)
        case .factor(let multiplier): return .real(multiplier)
        case .cell(let column):
            guard let number = cells.number(column, instance), number > 0 else { return nil }
            return number == 1 ? .one : .times(number)
        case .sensor(let scale, let precision):
            // RFC 3433 EntitySensorDataScale: units(9), each step a factor of 1000; precision: decimal places.
            guard let scaleNumber = cells.number(scale, instance), (1...17).contains(scaleNumber) else { return nil }
            let places = cells.number(precision, instance) ?? 0
            guard (-8...9).contains(places) else { return nil }
            return .power(of: 3 * (Int(scaleNumber) - 9) - Int(places))
        }
    }
}

extension Decoding.Factor {
    /// Ten to the `exponent`; negative ones as the reciprocal of an exact power, so that 10⁻¹ is the double nearest 0.1.
    static func power(of exponent: Int) -> Decoding.Factor {
        var size = 1.0
        for _ in 0..<abs(exponent) { size *= 10 }
        if exponent == 0 { return .one }
        if exponent > 0, let whole = Int64(exactly: size) { return .times(whole) }
        return .real(exponent > 0 ? size : 1 / size)
    }
}
