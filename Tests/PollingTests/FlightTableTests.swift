import Model
import SNMP
import TestSupport
import Testing

@testable import Polling

struct FlightTableTests {
    private var random = SeededRandom(seed: 1)

    private func flight(_ host: Int) -> Flight {
        let request = Request(.get, [Device.uptime])
        return Flight(
            host: host, question: Question(purpose: .cells, content: .request(request)),
            message: RequestTemplate(version: .v2c, community: [], request: request),
            size: RequestSize(bindings: 1, responseOctets: 60))
    }

    /// Enters a flight and notes its first transmission at `now`, with so long a wait.
    private mutating func send(_ host: Int, in table: inout FlightTable, now: Int64, wait: Int64) -> (Int, Int32) {
        let place = table.insert(flight(host))
        return (place, transmit(place, in: &table, now: now, wait: wait))
    }

    private mutating func transmit(_ place: Int, in table: inout FlightTable, now: Int64, wait: Int64) -> Int32 {
        table.transmit(place, sentNanoseconds: now, now: now, using: &random) { _ in wait }
    }

    @Test mutating func `an answer finds its flight until that is taken out`() {
        var table = FlightTable()
        let (place, requestID) = send(7, in: &table, now: 0, wait: 10)
        #expect(table.find(requestID: requestID)?.host == 7)
        #expect(table.find(requestID: requestID &+ 1) == nil)
        #expect(table.remove(place)?.host == 7)
        #expect(table.find(requestID: requestID) == nil)
        #expect(table.remove(place) == nil)
        #expect(table.count == 0)
    }

    @Test mutating func `every transmission has an id of its own, and any of them finds the flight`() {
        var table = FlightTable()
        let (place, first) = send(7, in: &table, now: 0, wait: 10)
        let second = transmit(place, in: &table, now: 10, wait: 20)
        #expect(first != second)
        #expect(table.find(requestID: first)?.place == place)
        #expect(table.find(requestID: second)?.place == place)
        let flight = table.remove(place)
        #expect(flight?.transmissions == 2)
        #expect(flight?.sentNanoseconds == 10)
    }

    @Test mutating func `flights are overdue in the order of their deadlines, each once a transmission`() {
        var table = FlightTable()
        _ = send(1, in: &table, now: 0, wait: 30)
        let (second, _) = send(2, in: &table, now: 0, wait: 10)
        #expect(table.nextDeadline() == 10)
        #expect(table.popOverdue(now: 9) == nil)
        #expect(table.popOverdue(now: 10)?.flight.host == 2)
        #expect(table.popOverdue(now: 10) == nil)
        _ = transmit(second, in: &table, now: 10, wait: 15)
        #expect([table.popOverdue(now: 40), table.popOverdue(now: 40)].map { $0?.flight.host } == [2, 1])
        #expect(table.popOverdue(now: 40) == nil)
        #expect(table.count == 2)
    }

    @Test mutating func `a place that is taken again does not inherit the deadline of the one before`() {
        var table = FlightTable()
        let (first, _) = send(1, in: &table, now: 0, wait: 10)
        table.remove(first)
        #expect(table.nextDeadline() == nil)
        let (second, _) = send(2, in: &table, now: 0, wait: 50)
        #expect(second == first)
        #expect(table.nextDeadline() == 50)
        #expect(table.popOverdue(now: 49) == nil)
        #expect(table.popOverdue(now: 50)?.flight.host == 2)
    }

    @Test mutating func `identifiers are unused ones of four octets, and waits follow them`() {
        var table = FlightTable()
        var requestIDs: Set<Int32> = []
        for host in 0..<40 {
            var random = random
            let place = table.insert(flight(host))
            let requestID = table.transmit(place, sentNanoseconds: 0, now: 0, using: &random) { jitter in
                #expect((0...1).contains(jitter))
                return 1
            }
            // The generator begins anew each time: an id in use is drawn again.
            #expect(RequestTemplate.requestIDs.contains(requestID))
            requestIDs.insert(requestID)
            if host >= 20 { table.remove(place) }
        }
        #expect(requestIDs.count >= 20)
        #expect(table.count == 20)
    }

    @Test mutating func `an emptied table knows nothing`() {
        var table = FlightTable()
        let (_, requestID) = send(1, in: &table, now: 0, wait: 10)
        table.removeAll()
        #expect(table.find(requestID: requestID) == nil)
        #expect(table.nextDeadline() == nil)
        #expect(table.count == 0)
    }
}
