import Model
import Store

/// What happened in a town over the years: some lights change every day, some of that are incidents.
enum TownEvents {
    static let incidentsADay = 6
    static let eventsAnIncident = 5

    static func run(hosts: Int, from: Timestamp, to: Timestamp, into directory: String) async throws {
        let archive = try Archive(directory: directory, now: to)
        let names = TownPlan.hosts(hosts)
        var chance = Chance(seed: 6, 0)
        var number = try await archive.lastIncidentNumber()
        var events = 0
        var day = from
        while day < to {
            var batch = Batch()
            for _ in 0..<Self.incidentsADay {
                number += 1
                let opened = day + .seconds(chance.below(86_000))
                let closed = opened + .seconds(60 + Int(3600 * chance.exponential()))
                let check = Check(host: names[chance.below(names.count)], aspect: .reach)
                let lost = Reason.noAnswer(lastAnswer: opened)
                batch.incidents.append(
                    Incident(
                        number: number, cause: check, site: "town", status: .green, worst: .red, reason: lost,
                        opened: opened, closed: closed))
                for step in 0..<Self.eventsAnIncident {
                    let isEnd = step == Self.eventsAnIncident - 1
                    let back = Reason.answers(roundTrip: 1200, loss: 0)
                    batch.events.append(
                        Event(
                            time: isEnd ? closed : opened + .seconds(step), check: check,
                            from: isEnd ? .red : .green, to: isEnd ? .green : .red, reason: isEnd ? back : lost,
                            incident: number))
                }
            }
            events += batch.events.count
            try await archive.write(batch)
            day += .seconds(86_400)
        }
        try await archive.close()
        print("events=\(events) incidents=\(number)")
    }
}
