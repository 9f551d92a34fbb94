internal import SNMP

extension RecordingParser {
    /// How a value is written, by the letter behind the tag.
    private enum Notation {
        case plain, hexadecimal, escaped
    }

    /// The encoded value of a line, with tag and length.
    func readValue(tag: Range<Int>, _ range: Range<Int>) throws(RecordingError) -> [UInt8] {
        var digits = bytes(tag)
        var notation = Notation.plain
        switch digits.last {
        case UInt8(ascii: "x"): notation = .hexadecimal
        case UInt8(ascii: "e"): notation = .escaped
        default: break
        }
        if notation != .plain { digits = digits.dropLast() }
        var writer = BERWriter()
        switch (String(decoding: digits, as: UTF8.self), notation) {
        case ("2", .plain): writer.integer(try number(range, Int32.self, "Integer32"))
        case ("4", _): writer.element(BERTag.octetString, octets: try octets(range, notation))
        case ("5", .plain):
            guard range.isEmpty else {
                throw mistake("'\(shown(range))' is no NULL", "write nothing behind the second '|'")
            }
            writer.element(BERTag.null, octets: [])
        case ("6", .plain): writer.element(BERTag.objectIdentifier, octets: try objectIdentifier(range))
        case ("64", _): writer.element(BERTag.ipAddress, octets: try address(range, notation))
        case ("65", .plain): writer.unsigned(try unsigned(range, UInt32.self, "Counter32"), tag: BERTag.counter32)
        case ("66", .plain): writer.unsigned(try unsigned(range, UInt32.self, "Gauge32"), tag: BERTag.gauge32)
        case ("67", .plain): writer.unsigned(try unsigned(range, UInt32.self, "TimeTicks"), tag: BERTag.timeTicks)
        case ("68", _): writer.element(BERTag.opaque, octets: try octets(range, notation))
        case ("70", .plain): writer.unsigned(try unsigned(range, UInt64.self, "Counter64"), tag: BERTag.counter64)
        default:
            throw mistake(
                "the tag '\(shown(tag))' is none",
                "write 2, 4, 5, 6, 64, 65, 66, 67, 68 or 70, behind 4, 64 and 68 perhaps x (hexadecimal) or e (escapes)"
            )
        }
        return writer.bytes
    }

    private func number<Number: FixedWidthInteger>(
        _ range: Range<Int>, _ type: Number.Type, _ name: String
    ) throws(RecordingError) -> Int64 {
        guard let number = decimal(bytes(range), type) else { throw noNumber(range, type, name) }
        return Int64(truncatingIfNeeded: number)
    }

    private func unsigned<Number: FixedWidthInteger>(
        _ range: Range<Int>, _ type: Number.Type, _ name: String
    ) throws(RecordingError) -> UInt64 {
        guard let number = decimal(bytes(range), type) else { throw noNumber(range, type, name) }
        return UInt64(truncatingIfNeeded: number)
    }

    private func noNumber<Number: FixedWidthInteger>(
        _ range: Range<Int>, _ type: Number.Type, _ name: String
    ) -> RecordingError {
        mistake("'\(shown(range))' is no \(name)", "write a decimal number from \(Number.min) to \(Number.max)")
    }

    /// Decimal digits, with a minus before them where the type has one.
    private func decimal<Number: FixedWidthInteger>(_ text: ArraySlice<UInt8>, _ type: Number.Type) -> Number? {
        let isNegative = Number.isSigned && text.first == UInt8(ascii: "-")
        let digits = isNegative ? text.dropFirst() : text
        guard !digits.isEmpty else { return nil }
        var value: Number = 0
        for byte in digits {
            let digit = byte &- UInt8(ascii: "0")
            guard digit < 10 else { return nil }
            let (product, overflows) = value.multipliedReportingOverflow(by: 10)
            // Downwards, because the lowest number has no positive counterpart.
            let (sum, exceeds) =
                isNegative
                ? product.subtractingReportingOverflow(Number(digit)) : product.addingReportingOverflow(Number(digit))
            guard !overflows, !exceeds else { return nil }
            value = sum
        }
        return value
    }

    private func octets(_ range: Range<Int>, _ notation: Notation) throws(RecordingError) -> [UInt8] {
        switch notation {
        case .plain: return Array(bytes(range))
        case .hexadecimal:
            guard let octets = hexadecimal(bytes(range)) else {
                throw mistake("'\(shown(range))' is not hexadecimal", "write two digits 0-9, a-f for each octet")
            }
            return octets
        case .escaped: return try unescaped(range)
        }
    }

    private func hexadecimal(_ text: ArraySlice<UInt8>) -> [UInt8]? {
        guard text.count % 2 == 0 else { return nil }
        var octets: [UInt8] = []
        octets.reserveCapacity(text.count / 2)
        var index = text.startIndex
        while index < text.endIndex {
            guard let high = nibble(text[index]), let low = nibble(text[index + 1]) else { return nil }
            octets.append(high << 4 | low)
            index += 2
        }
        return octets
    }

    private func nibble(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }

    /// `\\`, `\'`, `\"`, `\a`, `\b`, `\f`, `\n`, `\r`, `\t`, `\v`, `\xHH`; all others are themselves.
    private func unescaped(_ range: Range<Int>) throws(RecordingError) -> [UInt8] {
        var octets: [UInt8] = []
        var rest = bytes(range)
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "\\") else {
                octets.append(byte)
                continue
            }
            let letter = rest.popFirst()
            if letter == UInt8(ascii: "x"), let octet = hexadecimal(rest.prefix(2)), octet.count == 1 {
                octets += octet
                rest = rest.dropFirst(2)
            } else if let letter, let octet = RecordingParser.escapes[letter] {
                octets.append(octet)
            } else {
                throw mistake(
                    "'\(shown(range))' has a '\\' that is no escape",
                    #"write \\ for the backslash itself; there are \' \" \a \b \f \n \r \t \v \xHH"#)
            }
        }
        return octets
    }

    private static let escapes: [UInt8: UInt8] = [
        UInt8(ascii: "\\"): 0x5c, UInt8(ascii: "'"): 0x27, UInt8(ascii: "\""): 0x22, UInt8(ascii: "a"): 0x07,
        UInt8(ascii: "b"): 0x08, UInt8(ascii: "f"): 0x0c, UInt8(ascii: "n"): 0x0a, UInt8(ascii: "r"): 0x0d,
        UInt8(ascii: "t"): 0x09, UInt8(ascii: "v"): 0x0b,
    ]

    private func objectIdentifier(_ range: Range<Int>) throws(RecordingError) -> [UInt8] {
        let text = bytes(range)
        guard let oid = RecordingParser.oid(text.first == UInt8(ascii: ".") ? text.dropFirst() : text) else {
            throw mistake("'\(shown(range))' is no OID", "write decimal numbers with dots: 1.3.6.1.4.1.8072")
        }
        return oid
    }

    private func address(_ range: Range<Int>, _ notation: Notation) throws(RecordingError) -> [UInt8] {
        var octets: [UInt8] = []
        if notation == .plain {
            for part in bytes(range).split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false) {
                guard let octet = decimal(part, UInt8.self) else { break }
                octets.append(octet)
            }
        } else {
            octets = try self.octets(range, notation)
        }
        let dots = bytes(range).count(where: { $0 == UInt8(ascii: ".") })
        guard octets.count == 4, notation != .plain || dots == 3 else {
            throw mistake(
                "'\(shown(range))' is no IpAddress", "write four numbers (10.0.0.1), or with 64x 8 hexadecimal digits")
        }
        return octets
    }
}
