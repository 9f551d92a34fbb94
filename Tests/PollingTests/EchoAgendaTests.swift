import Model
import Testing

@testable import Polling

struct EchoAgendaTests {
    private func moment(_ seconds: Int64) -> Timestamp { Timestamp(seconds: seconds) }

    @Test func `a host comes when its turn has come, and only once`() {
        var agenda = EchoAgenda()
        agenda.add(3, due: moment(5))
        #expect(agenda.popDue(by: moment(4), now: moment(4)) == nil)
        #expect(agenda.has(3))
        #expect(agenda.popDue(by: moment(5), now: moment(5)) == 3)
        #expect(!agenda.has(3))
        #expect(agenda.popDue(by: moment(9), now: moment(9)) == nil)
    }

    @Test func `who waits for nobody comes before its turn, others do not`() {
        var agenda = EchoAgenda()
        agenda.add(1, due: moment(5))
        agenda.add(2, due: moment(5), isUrgent: true)
        #expect(agenda.next.ordinary == moment(5) && agenda.next.urgent == moment(5))
        #expect(agenda.popDue(by: moment(4), now: moment(6)) == 2)
        #expect(agenda.popDue(by: moment(4), now: moment(6)) == nil)
        #expect(agenda.popDue(by: moment(6), now: moment(6)) == 1)
    }

    @Test func `another moment takes the place of the one before, sooner or later`() {
        var agenda = EchoAgenda()
        agenda.add(1, due: moment(5))
        agenda.add(1, due: moment(2), isUrgent: true)
        #expect(agenda.popDue(by: moment(9), now: moment(9)) == 1)
        #expect(agenda.popDue(by: moment(9), now: moment(9)) == nil)
        agenda.add(1, due: moment(5))
        agenda.add(1, due: moment(20))
        #expect(agenda.popDue(by: moment(9), now: moment(9)) == nil)
        #expect(agenda.popDue(by: moment(20), now: moment(20)) == 1)
    }
}
