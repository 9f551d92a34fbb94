import Model
import SNMP
import Testing

@testable import Lab

/// Made-up devices for the tests of recordings.
enum MadeUp {
    /// A switch with 40 ports, of which the counters are 64 bits wide.
    static let tall: String = {
        var text = """
            1.3.6.1.2.1.1.1.0|4|A switch of our own making
            1.3.6.1.2.1.1.2.0|6|1.3.6.1.4.1.8072.3.2.10
            1.3.6.1.2.1.1.3.0|67|123456
            1.3.6.1.2.1.1.5.0|4|tall

            """
        for port in 1...40 { text += "1.3.6.1.2.1.2.2.1.2.\(port)|4|port \(port)\n" }
        for port in 1...40 { text += "1.3.6.1.2.1.31.1.1.1.6.\(port)|70|\(port)00000000000\n" }
        for port in 1...40 { text += "1.3.6.1.2.1.31.1.1.1.15.\(port)|66|1000\n" }
        text += "1.3.6.1.2.1.99.1|4x|" + String(repeating: "ab", count: 3000) + "\n"
        return text
    }()
    static let short = "1.3.6.1.2.1.1.3.0|67|77\n1.3.6.1.2.1.1.5.0|4|short\n"
    static let vlan = "1.3.6.1.2.1.17.4.3.1.2.0.1.2.3.4.5|2|7\n"

    static let devices = RecordedDevices(texts: [
        "tall.snmprec": tall, "short.snmprec": short, "tall@12.snmprec": vlan,
    ])
    /// Their numbers.
    static let (shortNumber, tallNumber) = (0, 1)
}

@Suite struct RecordedAgentsTests {
    private func ask(
        _ operation: PDU.Operation, _ names: [OID], of number: Int = MadeUp.tallNumber, version: Version = .v2c,
        community: String = "public", first: Int32 = 0, second: Int32 = 0,
        by agents: RecordedAgents = RecordedAgents(MadeUp.devices), after elapsed: Duration = .zero,
        faults: Faults = Faults()
    ) throws -> PDU? {
        let pdu = PDU(
            operation: operation, requestID: 4711, errorStatus: first, errorIndex: second,
            bindings: names.map { VariableBinding(name: $0) })
        var agents = agents
        let request = CommunityMessage(version: version, community: Array(community.utf8), pdu: pdu).encoded()
        guard let bytes = try agents.answer(request.span.bytes, to: number, elapsed: elapsed, faults: faults) else {
            return nil
        }
        #expect(bytes.count <= agents.maximumMessageBytes)
        let response = try CommunityMessage(decoding: bytes)
        #expect(response.version == version)
        #expect(response.community == Array(community.utf8))
        #expect((response.pdu.operation, response.pdu.requestID) == (.response, 4711))
        return response.pdu
    }

    private let name: OID = [1, 3, 6, 1, 2, 1, 1, 5, 0]
    private let uptime: OID = [1, 3, 6, 1, 2, 1, 1, 3, 0]
    private let speeds: OID = [1, 3, 6, 1, 2, 1, 31, 1, 1, 1, 15]
    private let octets: OID = [1, 3, 6, 1, 2, 1, 31, 1, 1, 1, 6]
    private let bitmap: OID = [1, 3, 6, 1, 2, 1, 99, 1]

    @Test func `GET has the recorded value or an exception in v2c, and noSuchName in v1`() throws {
        let pdu = try #require(try ask(.get, [name, [1, 3, 6, 1, 9, 1], uptime]))
        #expect(pdu.errorStatus == 0)
        #expect(pdu.bindings.map(\.value) == [.text("tall"), .noSuchInstance, .timeTicks(123_456)])
        let old = try #require(try ask(.get, [name, [1, 3, 6, 1, 9, 1], uptime], version: .v1))
        #expect((old.errorStatus, old.errorIndex) == (2, 2))
        #expect(old.bindings.map(\.name) == [name, [1, 3, 6, 1, 9, 1], uptime])
        #expect(try #require(try ask(.get, [octets.appending([1])], version: .v1)).errorStatus == 2)
    }

    @Test func `GETNEXT goes through all objects, in v1 without those of 64 bits`() throws {
        let all = MadeUp.devices.devices[MadeUp.tallNumber].recording.bindings
        for version in [Version.v1, .v2c] {
            let agents = RecordedAgents(MadeUp.devices, maximumMessageBytes: 65_507)
            var (got, place): ([VariableBinding], OID) = ([], [0, 0])
            while let pdu = try ask(.getNext, [place], version: version, by: agents), pdu.errorStatus == 0,
                let next = pdu.bindings.first, next.value != .endOfMibView
            {
                got.append(next)
                place = next.name
            }
            #expect(got == all.filter { version == .v2c || !$0.name.hasPrefix(octets) })
        }
        #expect(try #require(try ask(.getNext, [[1, 3, 7]], version: .v1)).errorStatus == 2)
        #expect(
            try #require(try ask(.getNext, [[1, 3, 7]])).bindings == [.init(name: [1, 3, 7], value: .endOfMibView)])
    }

    @Test func `GETBULK gives as much as fits, and says what GETNEXT says`() throws {
        let all = MadeUp.devices.devices[MadeUp.tallNumber].recording.bindings
        var (got, place, questions): ([VariableBinding], OID, Int) = ([], [0, 0], 0)
        while place < speeds {
            let pdu = try #require(try ask(.getBulk, [place], second: 100))
            got += pdu.bindings
            place = try #require(pdu.bindings.last).name
            questions += 1
        }
        #expect(got == Array(all.prefix(got.count)))
        #expect((2...4).contains(questions))
        let end = try #require(try ask(.getBulk, [name, bitmap], first: 1, second: 3)).bindings
        #expect(end.map(\.value) == [.text("port 1"), .endOfMibView])
        #expect(end.last?.name == bitmap)
        // The name beside endOfMibView is that of the last object, or the one asked for.
        let both = try #require(try ask(.getBulk, [uptime], of: MadeUp.shortNumber, second: 5)).bindings
        #expect(both.map(\.value) == [.text("short"), .endOfMibView])
        #expect(both.map(\.name) == [name, name])
        #expect(try ask(.getBulk, [name], version: .v1, second: 3) == nil)
    }

    @Test func `what does not fit is too big, and fits where answers may be longer`() throws {
        let before = speeds.appending([40])
        for (operation, asked) in [(PDU.Operation.get, bitmap), (.getNext, before), (.getBulk, before)] {
            let pdu = try #require(try ask(operation, [asked], second: operation == .getBulk ? 5 : 0))
            #expect((pdu.errorStatus, pdu.errorIndex, pdu.bindings) == (1, 0, []))
            let roomy = RecordedAgents(MadeUp.devices, maximumMessageBytes: 4000)
            let whole = try #require(try ask(operation, [asked], second: operation == .getBulk ? 5 : 0, by: roomy))
            #expect(whole.bindings.first?.value == .octetString([UInt8](repeating: 0xab, count: 3000)))
        }
    }

    @Test func `nothing can be set`() throws {
        #expect(try #require(try ask(.set, [name])).errorStatus == 17)
        #expect(try #require(try ask(.set, [name], version: .v1)).errorStatus == 2)
    }

    @Test func `a context is another recording at the same address`() throws {
        let inVLAN: OID = [1, 3, 6, 1, 2, 1, 17, 4, 3, 1, 2, 0, 1, 2, 3, 4, 5]
        #expect(try ask(.get, [inVLAN], community: "secret@12")?.bindings.first?.value == .integer(7))
        #expect(try ask(.get, [inVLAN], community: "secret")?.bindings.first?.value == .noSuchInstance)
        #expect(try ask(.get, [inVLAN], community: "secret@13") == nil)
        #expect(try ask(.get, [inVLAN], of: MadeUp.shortNumber, community: "secret@12") == nil)
    }

    @Test func `where a community is set, no other one is answered`() throws {
        let agents = RecordedAgents(MadeUp.devices, community: "a@b")
        #expect(try ask(.get, [name], community: "a@b", by: agents) != nil)
        #expect(try ask(.get, [name], community: "a@b@12", by: agents) != nil)
        for other in ["public", "", "a", "a@12", "x@12", "a@b@", "a@b@13"] {
            #expect(try ask(.get, [name], community: other, by: agents) == nil, "\(other)")
        }
    }

    @Test func `what is no message is none, and padded names are read`() throws {
        var agents = RecordedAgents(MadeUp.devices)
        for bytes: [UInt8] in [[], [0x30], [0x30, 3, 2, 1, 3], [UInt8](repeating: 0xff, count: 100)] {
            do throws(SNMP.DecodingError) {
                _ = try agents.answer(bytes.span.bytes, to: 0, elapsed: .zero, faults: Faults())
                Issue.record("\(bytes) was taken")
            } catch {
                #expect(error.offset <= bytes.count)
            }
        }
        var padded = CommunityMessage(
            version: .v2c, community: [],
            pdu: PDU(operation: .get, requestID: 1, bindings: [.init(name: [1, 3, 6, 1, 2, 1, 1, 5, 16, 0])])
        ).encoded()
        // …5.16.0 becomes …5.0 with an octet too many.
        let place = try #require(padded.lastIndex(of: 16))
        padded[place] = 0x80
        let answer = try agents.answer(padded.span.bytes, to: 0, elapsed: .zero, faults: Faults())
        #expect(try CommunityMessage(decoding: try #require(answer)).pdu.bindings.first?.value == .text("short"))
    }

    @Test func `a walk of a non-increasing device comes back to what it had, in every version`() throws {
        var faults = Faults()
        faults.isNonIncreasing = true
        for number in [MadeUp.shortNumber, MadeUp.tallNumber] {
            for version in [Version.v1, .v2c] {
                var (seen, place): (Set<OID>, OID) = ([], [0, 0])
                for _ in 0..<30 {
                    let pdu = try #require(try ask(.getNext, [place], of: number, version: version, faults: faults))
                    let next = try #require(pdu.bindings.first)
                    #expect((pdu.errorStatus, next.value == .endOfMibView) == (0, false))
                    seen.insert(next.name)
                    place = next.name
                }
                #expect(seen.count <= RecordedObjects.turn)
            }
            let bulk = try #require(try ask(.getBulk, [[0, 0]], of: number, second: 40, faults: faults)).bindings
            #expect(bulk.count == 40)
            #expect(zip(bulk, bulk.dropFirst()).contains { $0.name >= $1.name })
        }
    }

    @Test func `sysUpTime of a device that restarts runs and begins anew`() throws {
        var faults = Faults()
        faults.restartEvery = .seconds(60)
        for (elapsed, ticks) in [(0, 0), (59, 5900), (60, 0), (61, 100), (185, 500)] as [(Int, UInt32)] {
            for operation in [PDU.Operation.get, .getNext, .getBulk] {
                let asked = operation == .get ? uptime : [1, 3, 6, 1, 2, 1, 1, 2, 0]
                let pdu = try ask(
                    operation, [asked], second: operation == .getBulk ? 1 : 0, after: .seconds(elapsed), faults: faults)
                #expect(pdu?.bindings == [VariableBinding(name: uptime, value: .timeTicks(ticks))])
            }
        }
        #expect(faults.restarts(.seconds(185)) == 3)
        #expect(try ask(.get, [name], faults: faults)?.bindings.first?.value == .text("tall"))
    }
}
