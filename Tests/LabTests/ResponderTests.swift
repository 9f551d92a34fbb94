import Model
import SNMP
import Testing

@testable import Lab

@Suite struct ResponderTests {
    let state: TownState
    let views: TownViews

    init() throws {
        state = TownState(try Shipped.town(), opened: Shipped.noon)
        views = try Shipped.views()
    }

    private func ask(
        _ host: String, _ operation: PDU.Operation, _ names: [OID], version: Version = .v2c, first: Int32 = 0,
        second: Int32 = 0
    ) throws -> PDU? {
        let index = try #require(state.town.device(named: host))
        let pdu = PDU(
            operation: operation, requestID: 4711, errorStatus: first, errorIndex: second,
            bindings: names.map { VariableBinding(name: $0) })
        let message = CommunityMessage(version: version, community: Array("public".utf8), pdu: pdu)
        let objects = TownObjects(view: try #require(views[index]), glance: Glance(state, index, at: Shipped.noon))
        guard let bytes = try Responder(objects: objects).message(answering: message) else { return nil }
        #expect(bytes.count <= AgentLimits.messageBytes)
        let response = try CommunityMessage(decoding: bytes)
        #expect(response.pdu.operation == .response)
        #expect(response.pdu.requestID == 4711)
        #expect(response.version == version)
        return response.pdu
    }

    @Test func `GETBULK says what GETNEXT says, one after the other`() throws {
        for index in representatives(of: state.town) {
            let view = try #require(views[index])
            let walked = everything(view, Glance(state, index, at: Shipped.noon))
            var name: OID = [1]
            var got: [VariableBinding] = []
            while true {
                let pdu = try #require(try ask(state.town.devices[index].name, .getBulk, [name], second: 25))
                #expect(!pdu.bindings.isEmpty)
                got += pdu.bindings.filter { $0.value != .endOfMibView }
                guard let last = pdu.bindings.last, last.value != .endOfMibView else { break }
                name = last.name
            }
            #expect(got == walked, "\(state.town.devices[index].name)")
        }
    }

    @Test func `non-repeaters come once, repeaters side by side, until the datagram is full`() throws {
        let uptime: OID = [1, 3, 6, 1, 2, 1, 1, 3]
        let (names, octets): (OID, OID) = ([1, 3, 6, 1, 2, 1, 31, 1, 1, 1, 1], [1, 3, 6, 1, 2, 1, 31, 1, 1, 1, 6])
        let pdu = try #require(try ask("core-1", .getBulk, [uptime, names, octets], first: 1, second: 3))
        #expect(
            pdu.bindings.map(\.name) == [
                uptime.appending([0]), names.appending([1]), octets.appending([1]), names.appending([2]),
                octets.appending([2]), names.appending([3]), octets.appending([3]),
            ])
        let full = try #require(try ask("core-1", .getBulk, [names, octets], second: 1000))
        #expect((30...100).contains(full.bindings.count))
    }

    @Test func `v2c answers what is missing with exceptions`() throws {
        let pdu = try #require(
            try ask("web-1", .get, [[1, 3, 6, 1, 2, 1, 1, 5, 0], [1, 3, 6, 1, 2, 1, 1, 5, 1], [1, 3, 6, 1, 9, 1]]))
        #expect(pdu.errorStatus == 0)
        #expect(pdu.bindings.map(\.value) == [.text("web-1"), .noSuchInstance, .noSuchObject])
        let end = try #require(try ask("web-1", .getNext, [[2, 5]]))
        #expect(end.bindings.map(\.value) == [.endOfMibView])
        #expect(end.bindings.map(\.name) == [[2, 5]])
    }

    @Test func `v1 answers what is missing with noSuchName and the place`() throws {
        let names: [OID] = [[1, 3, 6, 1, 2, 1, 1, 5, 0], [1, 3, 6, 1, 9, 1]]
        let pdu = try #require(try ask("web-1", .get, names, version: .v1))
        #expect((pdu.errorStatus, pdu.errorIndex) == (2, 2))
        #expect(pdu.bindings.map(\.name) == names)
        let end = try #require(try ask("web-1", .getNext, [[2, 5]], version: .v1))
        #expect((end.errorStatus, end.errorIndex) == (2, 1))
    }

    @Test func `v1 knows no 64-bit counters and no GETBULK`() throws {
        let octets: OID = [1, 3, 6, 1, 2, 1, 31, 1, 1, 1, 6, 2]
        #expect(try #require(try ask("web-1", .get, [octets], version: .v1)).errorStatus == 2)
        let next = try #require(try ask("web-1", .getNext, [octets], version: .v1))
        #expect(next.bindings.map(\.name) == [[1, 3, 6, 1, 2, 1, 31, 1, 1, 1, 15, 1]])
        #expect(try ask("web-1", .getBulk, [[1]], version: .v1, second: 5) == nil)
    }

    @Test func `a GET whose answer fits no frame is too big`() throws {
        let names = [OID](repeating: [1, 3, 6, 1, 2, 1, 1, 1, 0], count: 40)
        let pdu = try #require(try ask("kuusela-sw1", .get, names))
        #expect(pdu.errorStatus == 1)
        #expect(pdu.bindings.isEmpty)
        #expect(try #require(try ask("kuusela-sw1", .get, names, version: .v1)).bindings.count == 40)
    }

    @Test func `nothing can be set, and nobody answers a response`() throws {
        let name: OID = [1, 3, 6, 1, 2, 1, 1, 5, 0]
        #expect(try #require(try ask("web-1", .set, [name])).errorStatus == 17)
        #expect(try #require(try ask("web-1", .set, [name], version: .v1)).errorStatus == 2)
        #expect(try ask("web-1", .response, [name]) == nil)
        #expect(try ask("web-1", .trap, [name]) == nil)
    }

    @Test func `hostile numbers of repetitions do no harm`() throws {
        for (first, second) in [(Int32.min, Int32.max), (.max, .min), (-1, -1), (.max, .max)] {
            _ = try ask("core-1", .getBulk, [[1], [2]], first: first, second: second)
        }
    }
}
