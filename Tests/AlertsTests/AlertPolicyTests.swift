import Alerts
import Model
import Testing

/// An incident as a row of colours has left it: the last is its status, `x` closes it.
private func incident(after colours: [Status], closed: Bool = false) -> Incident {
    var incident = Incident.disk
    incident.status = colours.last ?? .grey
    incident.worst = Status.fold(colours) ?? .grey
    if closed { incident.closed = .fault + .seconds(600) }
    return incident
}

@Suite struct `Which turns of an incident are told` {
    /// The stages that a whole life of an incident causes.
    private func life(_ colours: [Status], closes: Bool) -> [Stage] {
        let policy = AlertPolicy()
        var old: Incident?
        var stages: [Stage] = []
        for count in 1...colours.count {
            let new = incident(after: Array(colours.prefix(count)))
            stages += policy.stages(from: old, to: new)
            old = new
        }
        return closes ? stages + policy.stages(from: old, to: incident(after: colours, closed: true)) : stages
    }

    @Test(
        arguments: [
            ([.yellow], true, []),
            ([.red], false, [.began]),
            ([.red], true, [.began, .ended]),
            ([.yellow, .red], true, [.began, .ended]),
            ([.red, .yellow], true, [.began, .ended]),
            ([.red, .yellow, .red], true, [.began, .worsened, .ended]),
            ([.red, .red, .red], true, [.began, .ended]),
            ([.yellow, .grey, .yellow], true, []),
            ([.red, .grey, .red], false, [.began, .worsened]),
        ] as [([Status], Bool, [Stage])])
    func `red ones and their ends`(colours: [Status], closes: Bool, told: [Stage]) {
        #expect(life(colours, closes: closes) == told)
    }

    @Test func `one that began and ended at once is told in order`() {
        #expect(AlertPolicy().stages(from: nil, to: incident(after: [.red], closed: true)) == [.began, .ended])
    }

    @Test func `an end is told once`() {
        let closed = incident(after: [.red], closed: true)
        #expect(AlertPolicy().stages(from: closed, to: closed).isEmpty)
    }
}
