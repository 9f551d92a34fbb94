import Model
import SNMP

extension Cells {
    /// A text of a row; `nil` where there is none or it is empty.
    func text(_ source: Probe.TextSource, of instance: OID, _ patterns: PatternCache) -> String? {
        let text: String?
        switch source.origin {
        case .column(let column, let place):
            text = self.instance(at: place, of: column, from: instance, patterns).flatMap { value(column, $0) }?.text(
                as: source.form)
        case .instance(let part): text = (part.map { instance.part($0) } ?? instance)?.text(as: source.form)
        case .constant(let constant): text = constant
        case .joined(let sources, let separator):
            let parts = sources.compactMap { self.text($0, of: instance, patterns) }
            text = parts.count == sources.count ? parts.joined(separator: separator) : nil
        }
        guard let text, !text.isEmpty else { return nil }
        return source.pattern.map { patterns.capture($0, text) } ?? text
    }

    /// The first of several texts that is there.
    func text(_ sources: [Probe.TextSource], of instance: OID, _ patterns: PatternCache) -> String? {
        for source in sources {
            if let text = text(source, of: instance, patterns) { return text }
        }
        return nil
    }

    /// Whether all filters take a row. A cell that is missing counts as empty text.
    func fits(_ instance: OID, _ filters: [Probe.RowFilter], _ patterns: PatternCache) -> Bool {
        filters.allSatisfy { $0.holds(for: text($0.text, of: instance, patterns), patterns: patterns) }
    }

    private func instance(
        at place: Probe.TextSource.Place, of column: OID, from instance: OID, _ patterns: PatternCache
    ) -> OID? {
        switch place {
        case .row: return instance
        case .part(let part, let suffix): return instance.part(part)?.appending(suffix)
        case .cell(let cell):
            guard let text = text(cell, of: instance, patterns), let oid = OID(text) else { return nil }
            return oid.suffix(after: column) ?? oid.subidentifiers.last.map { OID([$0]) }
        }
    }
}

extension OID {
    /// Some of its sub-identifiers; `nil` where it has not so many.
    fileprivate func part(_ part: Probe.TextSource.Part) -> OID? {
        let first = part.first > 0 ? part.first - 1 : count + part.first
        let last = part.last > 0 ? part.last - 1 : count + part.last
        guard first >= 0, first <= last, last < count else { return nil }
        return OID(Array(subidentifiers[first...last]))
    }

    /// Its sub-identifiers as a person reads what they stand for.
    fileprivate func text(as form: Probe.TextSource.Form) -> String? {
        guard form != .plain else { return description }
        let octets = subidentifiers.compactMap { UInt8(exactly: $0) }
        return octets.count == count ? octets.text(as: form) : nil
    }
}

extension VariableValue {
    /// The value as a person reads it; `nil` for exceptions, NULL and empty strings.
    func text(as form: Probe.TextSource.Form) -> String? {
        switch (self, form) {
        case (_, .plain): text
        case (.octetString(let octets), _): octets.text(as: form)
        case (.ipAddress(let number), _):
            (0..<4).map { UInt8(truncatingIfNeeded: number >> (24 - 8 * $0)) }.text(as: form)
        default: text
        }
    }
}

extension [UInt8] {
    fileprivate func text(as form: Probe.TextSource.Form) -> String? {
        switch form {
        case .plain, .string: VariableValue.octetString(self).text
        case .mac: isEmpty ? nil : map(\.hexadecimal).joined(separator: ":")
        case .hex: isEmpty ? nil : map(\.hexadecimal).joined()
        case .ip: IPAddress(octets: self)?.description
        case .prefix: String(reduce(0) { $0 + $1.nonzeroBitCount })
        }
    }
}

extension UInt8 {
    fileprivate var hexadecimal: String {
        let digits = String(self, radix: 16)
        return self < 16 ? "0" + digits : digits
    }
}
