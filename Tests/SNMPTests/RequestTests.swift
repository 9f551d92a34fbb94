import Model
import SNMP
import Testing

@Suite struct RequestTests {
    static let names: [OID] = (1...60).map { ScriptedAgent.column(10).appending([$0]) }

    @Test(arguments: [
        Request(.get, names), Request(.getNext, Array(names[..<1])), Request(.get, []),
        Request(.getBulk(nonRepeaters: 1, maxRepetitions: 300), Array(names[..<9])),
    ])
    func `a template is the message with the request ID put in`(request: Request) throws {
        let community = Array("public".utf8)
        let template = RequestTemplate(version: .v2c, community: community, request: request)
        for requestID in [0x0080_0000, 0x1234_5678, Int32.max] {
            let message = CommunityMessage(
                version: .v2c, community: community, pdu: request.pdu(requestID: requestID))
            #expect(RequestTemplate.requestIDs.contains(requestID))
            #expect(template.bytes(requestID: requestID) == message.encoded())
            #expect(template.size == message.encoded().count)
        }
        // Outside the recommended range the encoding is longer than needed and means the same.
        #expect(try CommunityMessage(decoding: template.bytes(requestID: -3)).pdu.requestID == -3)
        var buffer: [UInt8] = [1, 2, 3]
        template.append(to: &buffer, requestID: 0x1234_5678)
        #expect(buffer == [1, 2, 3] + template.bytes(requestID: 0x1234_5678))
    }

    @Test func `requests are filled up to each of their limits`() {
        // 1.3.6.1.2.1.2.2.1.10.n: 10 octets of name; 14 in a request, 18 in a response with a 5-octet counter.
        let counters = Array(repeating: ExpectedBinding(nameOctets: 10, valueOctets: 5), count: 50)
        func packed(_ bindings: Int, _ request: Int, _ response: Int) -> [Range<Int>] {
            RequestPacking(
                maximumBindings: bindings, maximumRequestOctets: request, maximumResponseOctets: response,
                overhead: 40
            ).requests(counters)
        }
        #expect(packed(54, 1400, 1400) == [0..<50])
        #expect(packed(20, 1400, 1400) == [0..<20, 20..<40, 40..<50])
        #expect(packed(54, 40 + 16 * 25, 1400) == [0..<25, 25..<50])
        #expect(packed(54, 1400, 40 + 21 * 30) == [0..<30, 30..<50])
        #expect(packed(0, 0, 0) == (0..<50).map { $0..<$0 + 1 })
        #expect(RequestPacking(RequestSizing(), communityOctets: 6).requests([]).isEmpty)
    }

    @Test func `the estimate of a response is never below its size`() {
        var random = SeededRandom(seed: 0x71)
        for _ in 0..<300 {
            let octets = (0..<30).map { _ in random.octets(upTo: 300) }
            let names = octets.map { _ in random.oid(upTo: 20) }
            let message = CommunityMessage(
                version: .v2c, community: random.octets(upTo: 200),
                pdu: PDU(
                    operation: .response, requestID: .max,
                    bindings: zip(names, octets).map { VariableBinding(name: $0, value: .octetString($1)) }))
            let packing = RequestPacking(RequestSizing(), communityOctets: message.community.count)
            let expected = zip(names, octets).map {
                ExpectedBinding(nameOctets: EncodedOID($0).octets.count, valueOctets: $1.count)
            }
            let (size, actual) = (packing.size(of: expected[...]), message.encoded().count)
            #expect(size.bindings == 30)
            #expect((actual...actual + 12).contains(size.responseOctets))
        }
    }

    @Test func `an error costs one name and no other`() {
        let names = Array(RequestTests.names[..<4])
        let recovery = ErrorRecovery(names: names, errorStatus: 2, errorIndex: 3)
        #expect(recovery.lost == names[2])
        #expect(recovery.again == [[names[0], names[1], names[3]]])
    }

    @Test(arguments: [(Int32(5), Int32(0)), (5, 9), (2, -1), (2, .min), (1, 0), (1, 2), (77, 0)])
    func `an error that points nowhere halves the request`(status: Int32, index: Int32) {
        let names = Array(RequestTests.names[..<5])
        let recovery = ErrorRecovery(names: names, errorStatus: status, errorIndex: index)
        #expect(recovery.lost == nil)
        #expect(recovery.again == [Array(names[..<2]), Array(names[2...])])
        let alone = ErrorRecovery(names: [names[0]], errorStatus: status, errorIndex: index)
        #expect(alone.lost == names[0] && alone.again.isEmpty)
    }

    @Test func `without an error there is nothing to recover`() {
        let recovery = ErrorRecovery(names: RequestTests.names, errorStatus: 0, errorIndex: 0)
        #expect(recovery.lost == nil && recovery.again.isEmpty)
    }

    @Test(arguments: [false, true])
    func `every name that the agent has is got in the end`(hidesErrorIndex: Bool) {
        var agent = ScriptedAgent.table(columns: 10, rows: 40)
        (agent.version, agent.hidesErrorIndex) = (.v1, hidesErrorIndex)
        agent.brokenAt = RequestTests.names[6]
        var (open, lost, got) = ([RequestTests.names], [OID](), [OID]())
        var requests = 0
        while let names = open.popLast(), requests < 500 {
            requests += 1
            let answer = agent.answer(Request(.get, names))
            got += answer.bindings.map(\.name)
            let recovery = ErrorRecovery(
                names: names, errorStatus: answer.errorStatus, errorIndex: answer.errorIndex)
            open += recovery.again
            if let name = recovery.lost { lost.append(name) }
        }
        // Rows 41 to 60 are not there, row 7 is broken.
        #expect(lost.sorted() == [RequestTests.names[6]] + RequestTests.names[40...])
        #expect(got.count == 39 && Set(got).count == 39)
    }
}
