import Model
import SNMP

/// What the walks of one discovery brought: column → instance → value, instances in the order of the walk.
struct Cells {
    struct Column {
        fileprivate(set) var instances: [OID] = []
        fileprivate var values: [OID: VariableValue] = [:]

        func value(_ instance: OID) -> VariableValue? { values[instance] }

        /// Whether there is something; NULL, with which some agents fill a table's holes, is nothing.
        func has(_ instance: OID) -> Bool {
            values[instance].map { $0 != .null } ?? false
        }
    }

    private(set) var columns: [OID: Column] = [:]

    /// Enters bindings that a walk of these columns brought, in whatever order; one outside them is left alone.
    ///
    /// - Parameter names: In ascending order.
    mutating func add(_ bindings: [VariableBinding], columns names: [OID]) {
        var found: [Int: [VariableBinding]] = [:]
        for binding in bindings {
            // The last that does not come behind the binding's name.
            let place = names.partitioningIndex { $0 > binding.name } - 1
            if place >= 0 { found[place, default: []].append(binding) }
        }
        for (place, bindings) in found { enter(bindings, in: &columns[names[place], default: Column()], names[place]) }
    }

    private func enter(_ bindings: [VariableBinding], in column: inout Column, _ name: OID) {
        for binding in bindings {
            guard let instance = binding.name.suffix(after: name), instance.count > 0 else { continue }
            if column.values.updateValue(binding.value, forKey: instance) == nil {
                column.instances.append(instance)
            }
        }
    }

    /// A column, to be looked at row by row; empty where it was not walked.
    subscript(column: OID) -> Column { columns[column] ?? Column() }

    func instances(of column: OID) -> [OID] {
        columns[column]?.instances ?? []
    }

    func value(_ column: OID, _ instance: OID) -> VariableValue? {
        columns[column]?.value(instance)
    }

    /// The cell as text: strings decoded as UTF-8, numbers in decimal, OIDs dotted; `nil` where there is none or it is
    /// empty.
    func text(_ column: OID, _ instance: OID) -> String? {
        value(column, instance).flatMap(\.text)
    }

    /// The cell as a number; Integer32 below zero is taken as the unsigned number with the same bits where `unsigned`.
    func number(_ column: OID, _ instance: OID) -> Int64? {
        value(column, instance).flatMap(\.number)
    }
}

extension Array {
    /// The first place at which the condition holds, `endIndex` if there is none; it holds at all places behind one at
    /// which it does.
    fileprivate func partitioningIndex(where isBehind: (Element) -> Bool) -> Int {
        var (low, high) = (startIndex, endIndex)
        while low < high {
            let middle = low + (high - low) / 2
            if isBehind(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}

extension VariableValue {
    /// As text for a person or a pattern; `nil` for exceptions, NULL and empty strings.
    var text: String? {
        switch self {
        case .octetString(let bytes):
            let trimmed = bytes.reversed().drop { $0 == 0 || $0 == 0x20 || $0 == 0x0a || $0 == 0x0d }.reversed()
            let text = String(decoding: trimmed, as: UTF8.self)
            return text.isEmpty ? nil : text
        case .oid(let oid): return oid.description
        case .ipAddress(let number): return IPAddress.v4(number).description
        case .integer, .counter32, .gauge32, .timeTicks, .counter64: return number.map(String.init)
        case .opaque, .null, .noSuchObject, .noSuchInstance, .endOfMibView: return nil
        }
    }

    /// As a whole number; Counter64 by its bit pattern; `nil` for everything that is none.
    var number: Int64? {
        switch self {
        case .integer(let value): Int64(value)
        case .counter32(let value), .gauge32(let value), .timeTicks(let value): Int64(value)
        case .counter64(let value): Int64(bitPattern: value)
        case .octetString, .null, .oid, .ipAddress, .opaque, .noSuchObject, .noSuchInstance, .endOfMibView: nil
        }
    }

    /// Not there, said by the agent instead of a value (RFC 3416 §3).
    var isException: Bool {
        switch self {
        case .noSuchObject, .noSuchInstance, .endOfMibView: true
        case .integer, .octetString, .null, .oid, .ipAddress, .counter32, .gauge32, .timeTicks, .opaque, .counter64:
            false
        }
    }
}
