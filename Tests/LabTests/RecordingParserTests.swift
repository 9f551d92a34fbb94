import Model
import SNMP
import TestSupport
import Testing

@testable import Lab

@Suite struct RecordingParserTests {
    private func parse(_ text: String) throws(RecordingError) -> Recording {
        try RecordingParser.parse(Array(text.utf8), file: "device.snmprec")
    }

    @Test(arguments: [
        ("2|-2147483648", VariableValue.integer(.min)), ("2|2147483647", .integer(.max)), ("2|0", .integer(0)),
        ("4|plain text", .text("plain text")), ("4|a|b||c", .text("a|b||c")), ("4|", .text("")),
        ("4|white space ends here \t\r", .text("white space ends here")), ("4|  but begins", .text("  but begins")),
        ("4|Järvi", .text("Järvi")), ("4x|00fF0a", .octetString([0, 255, 10])), ("4x|", .octetString([])),
        (#"4e|\x07\xe4\x08\t\\(#\'\""#, .octetString([7, 0xe4, 8, 9, 0x5c, 0x28, 0x23, 0x27, 0x22])),
        (#"4e|\a\b\f\n\r\v"#, .octetString([7, 8, 12, 10, 13, 11])), ("5|", .null),
        ("6|1.3.6.1.4.1.8072", .oid([1, 3, 6, 1, 4, 1, 8072])), ("6|.2.999.4294967295", .oid([2, 999, 4_294_967_295])),
        ("64|10.0.0.1", .ipAddress(0x0a00_0001)), ("64x|0A000001", .ipAddress(0x0a00_0001)),
        (#"64e|\xc0\xa8\x00\x01"#, .ipAddress(0xc0a8_0001)), ("65|4294967295", .counter32(.max)),
        ("66|7", .gauge32(7)), ("67|8", .timeTicks(8)), ("68|Float: 0.080000", .opaque(Array("Float: 0.080000".utf8))),
        ("68x|9f78043f800000", VariableValue(opaque: Float(1))), ("70|18446744073709551615", .counter64(.max)),
    ])
    func `each tag is the value that it says`(line: String, value: VariableValue) throws {
        let recording = try parse("1.3.6.1.2.1.1.1.0|\(line)\n")
        #expect(recording.bindings == [VariableBinding(name: [1, 3, 6, 1, 2, 1, 1, 1, 0], value: value)])
    }

    @Test func `lines are objects in their order, whether the last one ends or not`() throws {
        let recording = try parse("1.3.6.1.9|2|1\n1.3.6.1.10|2|2\n1.3.6.1.10.1|2|3\n1.3.6.2|2|4")
        #expect(
            recording.bindings.map(\.name) == [
                [1, 3, 6, 1, 9], [1, 3, 6, 1, 10], [1, 3, 6, 1, 10, 1], [1, 3, 6, 2],
            ])
    }

    @Test(arguments: [
        ("1.3.6.1|2", "device.snmprec:2: '1.3.6.1|2' is no object; write OID|TAG|VALUE, or delete the line"),
        ("", "device.snmprec:2: '' is no object; write OID|TAG|VALUE, or delete the line"),
        (
            ".1.3|2|1",
            "device.snmprec:2: '.1.3' is no OID; write decimal numbers with dots, without a dot before them: 1.3.6.1.2.1"
        ),
        (
            "1.3.4294967296|2|1",
            "device.snmprec:2: '1.3.4294967296' is no OID; "
                + "write decimal numbers with dots, without a dot before them: 1.3.6.1.2.1"
        ),
        (
            "1.2.0|2|1",
            "device.snmprec:2: 1.2.0 comes behind a greater OID; sort the lines by OID, number by number"
        ),
        ("1.3.0|2|1", "device.snmprec:2: 1.3.0 is there twice; delete one of the lines"),
        (
            "1.3.1|3|1",
            "device.snmprec:2: the tag '3' is none; write 2, 4, 5, 6, 64, 65, 66, 67, 68 or 70, behind 4, 64 and 68 "
                + "perhaps x (hexadecimal) or e (escapes)"
        ),
        (
            "1.3.1|2|2147483648",
            "device.snmprec:2: '2147483648' is no Integer32; write a decimal number from -2147483648 to 2147483647"
        ),
        ("1.3.1|65|-1", "device.snmprec:2: '-1' is no Counter32; write a decimal number from 0 to 4294967295"),
        ("1.3.1|66|1.5", "device.snmprec:2: '1.5' is no Gauge32; write a decimal number from 0 to 4294967295"),
        ("1.3.1|4x|abc", "device.snmprec:2: 'abc' is not hexadecimal; write two digits 0-9, a-f for each octet"),
        (
            #"1.3.1|4e|\q"#,
            #"device.snmprec:2: '\q' has a '\' that is no escape; "#
                + #"write \\ for the backslash itself; there are \' \" \a \b \f \n \r \t \v \xHH"#
        ),
        ("1.3.1|5|x", "device.snmprec:2: 'x' is no NULL; write nothing behind the second '|'"),
        ("1.3.1|6|1.40", "device.snmprec:2: '1.40' is no OID; write decimal numbers with dots: 1.3.6.1.4.1.8072"),
        (
            "1.3.1|64|10.0.0.256",
            "device.snmprec:2: '10.0.0.256' is no IpAddress; "
                + "write four numbers (10.0.0.1), or with 64x 8 hexadecimal digits"
        ),
        (
            "1.3.1|64x|0a0000",
            "device.snmprec:2: '0a0000' is no IpAddress; "
                + "write four numbers (10.0.0.1), or with 64x 8 hexadecimal digits"
        ),
    ])
    func `a mistake is told with its line and the remedy`(line: String, message: String) throws {
        do throws(RecordingError) {
            _ = try parse("1.3.0|2|1\n\(line)\n")
            Issue.record("'\(line)' was taken")
        } catch {
            #expect("\(error)" == message)
        }
    }

    @Test func `a value longer than a datagram is refused, and so is a file of nothing`() throws {
        #expect(throws: RecordingError.self) { try parse("1.3.0|4|" + String(repeating: "x", count: 65_000)) }
        #expect(try parse("1.3.0|4|" + String(repeating: "x", count: 64_000)).count == 1)
        #expect(throws: RecordingError.self) { try parse("") }
    }

    @Test func `random octets are a recording or a mistake, never more`() {
        let seed = UInt64.random(in: .min ... .max)
        var random = SeededRandom(seed: seed)
        let letters = Array("0123456789.|xe\\\n-4 ".utf8)
        for _ in 0..<2000 {
            var text = Array("1.3.6.1|4|x\n".utf8)
            for _ in 0..<Int.random(in: 0..<40, using: &random) {
                text.append(letters.randomElement(using: &random) ?? 0)
            }
            do throws(RecordingError) {
                let recording = try RecordingParser.parse(text, file: "x")
                #expect(recording.bindings.count == recording.count, "seed \(seed)")
            } catch {
                #expect(error.line > 0, "seed \(seed)")
            }
        }
    }

    @Test func `names are ordered by their octets as by their numbers`() {
        let seed = UInt64.random(in: .min ... .max)
        var random = SeededRandom(seed: seed)
        func number() -> UInt32 {
            let bits = UInt32.random(in: 0...32, using: &random)
            return bits == 0 ? 0 : UInt32.random(in: .min ... .max, using: &random) >> (32 - bits)
        }
        for _ in 0..<5000 {
            let left = OID([1, 3] + (0..<Int.random(in: 0..<4, using: &random)).map { _ in number() })
            // Often the same but for the end.
            var right = left.subidentifiers
            if right.count > 2, Bool.random(using: &random) { right[right.count - 1] = number() }
            if Bool.random(using: &random) { right.append(number()) }
            let (first, second) = (EncodedOID(left).octets, EncodedOID(OID(right)).octets)
            let order = NameOrder.compare(first, first.indices, second)
            #expect(
                (order < 0, order == 0) == (left < OID(right), left == OID(right)),
                "seed \(seed): \(left) and \(OID(right))")
            #expect(NameOrder.isCanonical(first))
        }
    }
}

extension Recording {
    /// All objects, decoded.
    var bindings: [VariableBinding] {
        let span = octets.span.bytes
        return (0..<count).compactMap { place in
            var cursor = BindingCursor(binding(at: place))
            do throws(SNMP.DecodingError) {
                return try cursor.next(in: span)?.binding(in: span)
            } catch {
                Issue.record("place \(place): \(error)")
                return nil
            }
        }
    }
}
