import Model
import SNMP

/// The objects of a shape of device in lexicographic order; values are made when they are asked for, so that hosts of
/// one shape share one view.
struct MIBView: Sendable {
    /// What an object says at a glance; `nil` where this device has no such instance now.
    typealias Read = @Sendable (Glance) -> VariableValue?

    /// In lexicographic order.
    let names: [OID]
    /// What stands behind each name.
    let reads: [Read]
    /// Names of object types without instance, sorted: what tells noSuchInstance from noSuchObject.
    private let types: [OID]

    init(_ builder: MIBViewBuilder) {
        let sorted = builder.objects.sorted { $0.name < $1.name }
        names = sorted.map(\.name)
        reads = sorted.map(\.read)
        types = builder.types.sorted()
    }

    var count: Int { names.count }

    /// How many names stand before this one.
    func placesBefore(_ name: OID) -> Int { partition(names) { $0 < name } }

    /// How many names stand before this one or are it.
    func placesUpTo(_ name: OID) -> Int { partition(names) { $0 <= name } }

    /// Whether an object type exists, of which the name is an instance or could be one (RFC 3416 §4.2.1).
    func hasType(of name: OID) -> Bool {
        let after = partition(types) { $0 <= name }
        return after > 0 && name.hasPrefix(types[after - 1])
    }

    /// How many from the beginning fulfil a condition that holds for the first ones only.
    private func partition(_ sorted: [OID], _ belongs: (OID) -> Bool) -> Int {
        var (low, high) = (0, sorted.count)
        while low < high {
            let middle = (low + high) / 2
            if belongs(sorted[middle]) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

/// Gathers the objects of a view in any order.
struct MIBViewBuilder {
    fileprivate(set) var objects: [(name: OID, read: MIBView.Read)] = []
    fileprivate(set) var types: [OID] = []

    /// A scalar: its instance is 0.
    mutating func scalar(_ type: OID, _ read: @escaping MIBView.Read) {
        types.append(type)
        objects.append((type.appending([0]), read))
    }

    /// A column of a table; `read` gets the row's place in `rows`.
    mutating func column(
        _ type: OID, rows: [OID], _ read: @escaping @Sendable (Glance, Int) -> VariableValue?
    ) {
        types.append(type)
        for (place, row) in rows.enumerated() {
            objects.append((type.appending(row), { glance in read(glance, place) }))
        }
    }
}

extension VariableValue {
    /// An OCTET STRING of UTF-8.
    static func text(_ text: String) -> VariableValue { .octetString(Array(text.utf8)) }

    /// An INTEGER; what does not fit is cut at the ends.
    static func number(_ number: some BinaryInteger) -> VariableValue { .integer(Int32(clamping: number)) }

    /// A rounded INTEGER.
    static func rounded(_ number: Double) -> VariableValue {
        .integer(number.isFinite ? Int32(clamping: Int(min(max(number, -4e9), 4e9).rounded())) : 0)
    }

    /// A rounded Gauge32.
    static func gauge(_ number: Double) -> VariableValue {
        .gauge32(number.isFinite ? UInt32(clamping: Int(min(max(number, 0), 5e9).rounded())) : 0)
    }

    /// The low 32 bits, as a Counter32 wraps.
    static func wrapping(_ count: UInt64) -> VariableValue { .counter32(UInt32(truncatingIfNeeded: count)) }
}
