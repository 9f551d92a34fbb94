import Model
import SNMP
import Testing

/// The answer to a GET, read in one pass and held against what the plain decoder makes of it.
@Suite struct AnsweredValueTests {
    private let names: [OID] = [[1, 3, 6, 1, 2, 1, 1, 3, 0], [1, 3, 6, 1, 2, 1, 31, 1, 1, 1, 6, 1001], [1, 3]]

    private func values(
        _ bindings: [VariableBinding], asked: [OID], octets change: ([UInt8]) -> [UInt8] = { $0 }
    ) throws -> [AnsweredValue] {
        let template = RequestTemplate(version: .v2c, community: [1, 2, 3], request: Request(.get, asked))
        let message = CommunityMessage(
            version: .v2c, community: [1, 2, 3],
            pdu: PDU(operation: .response, requestID: 0x0100_0000, bindings: bindings))
        let octets = change(message.encoded())
        let span = octets.span.bytes
        let (values, fault) = template.values(in: try ResponseHeader(decoding: span).pdu, of: span)
        #expect(fault == nil)
        return values
    }

    @Test(arguments: [
        (VariableValue.integer(-1), Int64(-1)), (.integer(.min), Int64(Int32.min)), (.integer(.max), Int64(Int32.max)),
        (.counter32(.max), 0xffff_ffff), (.gauge32(0), 0), (.timeTicks(0x8000_0000), 0x8000_0000),
        (.counter64(.max), -1), (.counter64(1 << 63), .min), (.counter64(0x7fff_ffff_ffff_ffff), .max),
    ])
    func `numbers of every type and size`(value: VariableValue, number: Int64) throws {
        let bindings = names.map { VariableBinding(name: $0, value: value) }
        #expect(try values(bindings, asked: names) == names.map { _ in .integer(number) })
    }

    @Test(arguments: [VariableValue.noSuchObject, .noSuchInstance, .endOfMibView, .null])
    func `what the agent does not have is missing`(value: VariableValue) throws {
        #expect(try values([VariableBinding(name: names[0], value: value)], asked: names) == [.missing])
    }

    @Test func `a value of another type is read where it stands`() throws {
        let text = VariableValue.octetString(Array("23.5".utf8))
        let bindings = [VariableBinding(name: names[0], value: .counter32(5)), .init(name: names[1], value: text)]
        let message = CommunityMessage(
            version: .v2c, community: [], pdu: PDU(operation: .response, requestID: 0x0100_0000, bindings: bindings))
        let octets = message.encoded()
        let span = octets.span.bytes
        let template = RequestTemplate(version: .v2c, community: [], request: Request(.get, names))
        let found = template.values(in: try ResponseHeader(decoding: span).pdu, of: span).values
        guard case .other(let offset)? = found.last else {
            Issue.record("\(found)")
            return
        }
        var cursor = BindingCursor(at: offset, in: span)
        let binding = try cursor.next(in: span)
        #expect(binding?.octets(in: span) == Array("23.5".utf8))
    }

    @Test func `a name that was not asked there is a stranger, and the next one counts again`() throws {
        let bindings = [names[1], names[1], names[2]].map { VariableBinding(name: $0, value: .integer(7)) }
        #expect(try values(bindings, asked: names) == [.stranger, .integer(7), .integer(7)])
        let longer = [VariableBinding(name: names[0].appending([1]), value: .integer(7))]
        #expect(try values(longer, asked: names) == [.stranger])
    }

    @Test func `what stands before a binding that is none is kept`() throws {
        let bindings = names.map { VariableBinding(name: $0, value: .integer(7)) }
        let template = RequestTemplate(version: .v2c, community: [], request: Request(.get, names))
        var octets = CommunityMessage(
            version: .v2c, community: [], pdu: PDU(operation: .response, requestID: 0x0100_0000, bindings: bindings)
        ).encoded()
        // The last binding is eight octets long: a number of no octets.
        octets[octets.count - 2] = 0
        let span = octets.span.bytes
        let (values, fault) = template.values(in: try ResponseHeader(decoding: span).pdu, of: span)
        #expect(values == [.integer(7), .integer(7)])
        #expect(fault != nil)
    }

    @Test func `an agent may say lengths in more octets than it needs`() throws {
        let plain = [VariableBinding(name: names[0], value: .integer(300))]
        let name: [UInt8] = [0x06, 0x08, 0x2b, 6, 1, 2, 1, 1, 3, 0]
        let roomy: [UInt8] = [0x30, 0x81, 0x0f] + [0x06, 0x81, 0x08] + name[2...] + [0x02, 0x02, 1, 44]
        let found = try values(plain, asked: [names[0]]) { octets in
            // The binding and, with it, what encloses it get two octets longer.
            var octets = Array(octets.dropLast(name.count + 6)) + roomy
            let binding = roomy.count
            octets[octets.count - binding - 1] = UInt8(binding)
            octets[1] += 2
            octets[11] += 2
            return octets
        }
        #expect(found == [.integer(300)])
    }

    @Test func `random answers say what the plain decoder reads`() throws {
        let seed: UInt64 = 0x61
        var random = SeededRandom(seed: seed)
        for round in 0..<500 {
            let message = random.message(bindings: 1 + round % 40)
            let asked = message.pdu.bindings.map(\.name)
            let template = RequestTemplate(version: .v2c, community: [], request: Request(.get, asked))
            let octets = message.encoded()
            let span = octets.span.bytes
            let found = template.values(in: try ResponseHeader(decoding: span).pdu, of: span).values
            try #require(found.count == asked.count, "seed \(seed), round \(round)")
            for (value, binding) in zip(found, message.pdu.bindings) {
                switch value {
                case .integer(let number): #expect(number == binding.value.integer, "seed \(seed), round \(round)")
                case .missing: #expect(binding.value.isMissing, "seed \(seed), round \(round)")
                case .other:
                    #expect(binding.value.integer == nil && !binding.value.isMissing, "seed \(seed), round \(round)")
                case .stranger: Issue.record("seed \(seed), round \(round): \(binding.name)")
                }
            }
        }
    }

    @Test func `100000 mutated answers are read or refused, and numbers are those of the plain decoder`() {
        let seed: UInt64 = 0x62
        var random = SeededRandom(seed: seed)
        let originals = (0..<40).map { random.message(bindings: 1 + $0 % 9) }
        let octets = originals.map { $0.encoded() }
        let templates = originals.map {
            RequestTemplate(version: .v2c, community: [], request: Request(.get, $0.pdu.bindings.map(\.name)))
        }
        for round in 0..<100_000 {
            let place = round % originals.count
            var answer = octets[place]
            for _ in 0..<Int.random(in: 1...3, using: &random) { answer.mutate(by: &random) }
            let span = answer.span.bytes
            guard let header = try? ResponseHeader(decoding: span) else { continue }
            let found = templates[place].values(in: header.pdu, of: span).values
            var cursor = BindingCursor(header.bindings)
            for value in found {
                let binding = try? cursor.next(in: span)
                guard case .integer(let number) = value else { continue }
                let plain = try? binding?.integer(in: span)
                #expect(plain == number, "seed \(seed), round \(round)")
            }
        }
    }
}
