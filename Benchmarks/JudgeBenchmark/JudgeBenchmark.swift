import Glibc
import Model
import Rules

/// Measures what judging costs: a fleet of hosts with a hundred checks each, whose reports were made beforehand. Prints one
/// line of `key=value` words for each question.
///
///     JudgeBenchmark [HOSTS [ROUNDS]]
@main
struct JudgeBenchmark {
    static func main() {
        let arguments = CommandLine.arguments.dropFirst().map { Int($0) }
        guard arguments.count <= 2, arguments.allSatisfy({ $0.map { $0 > 0 } ?? false }) else {
            print("usage: JudgeBenchmark [HOSTS [ROUNDS]]")
            exit(EX_USAGE)
        }
        var bench = Bench(hosts: arguments.first.flatMap { $0 } ?? 1000)
        let rounds = arguments.dropFirst().first.flatMap { $0 } ?? 12
        bench.settle()
        bench.calm(rounds: rounds)
        bench.changes(rounds: rounds)
        bench.echoes()
        bench.ticks()
        bench.reload()
    }
}

/// A judge, its fleet, and the time that has gone by.
private struct Bench {
    private static let begin = Timestamp(seconds: 1_795_420_800)

    private let fleet: Fleet
    private var judge: Judge
    private var rounds: Rounds
    private var number: Int64 = 0

    init(hosts count: Int) {
        fleet = Bench.fleet(count)
        judge = Judge(
            fleet: fleet, probes: [Device.probe], rules: Bench.rules(limit: 85), timing: Judge.Timing(), title: "Town",
            state: nil, now: Bench.begin)
        rounds = Rounds(hosts: fleet.hosts.map(\.id), begin: Bench.begin)
    }

    /// Twenty hosts a site: a router, two switches behind it, the others behind those.
    private static func fleet(_ count: Int) -> Fleet {
        let size = 20
        let sites = (0...count / size).map { Site(id: "site-\($0)", name: "Site \($0)") }
        let hosts = (0..<count).map { number in
            let (site, place) = (number / size, number % size)
            let parents =
                switch place {
                case 0: site == 0 ? [] : ["host-0"]
                case 1, 2: ["host-\(site * size)"]
                default: ["host-\(site * size + 1 + place % 2)"]
                }
            return Host(
                id: "host-\(number)", endpoint: Endpoint(address: .v4(0x0a00_0001 + UInt32(number))),
                site: "site-\(site)", credential: "default", parents: parents, tags: place < 3 ? ["core"] : [])
        }
        return Fleet(sites: sites, hosts: hosts)
    }

    /// As many as a town has.
    private static func rules(limit: Double) -> [Rule] {
        let origin = SourceLocation(file: "monitor.yaml", line: 1)
        return [Rule(aspect: .disk, limits: Limits(yellow: limit, red: 96, hysteresis: 2), origin: origin)]
            + (0..<40).map { number in
                Rule(
                    aspect: .disk, site: "site-\(number)", subject: "storage \(number % 12)",
                    limits: Limits(yellow: limit + 2, red: 97), origin: origin)
            }
    }

    /// The first visits, with layouts, until every light is green.
    mutating func settle() {
        let cost = take(rounds.round(number, withLayouts: true))
        number += 1
        _ = take(rounds.round(number))
        echo(number)
        number += 1
        print(
            "first visits: hosts=\(fleet.hosts.count) checks=\(fleet.hosts.count * Device.checks) cpu=\(cost.seconds.rounded(to: 3))"
        )
    }

    /// Values vary, colours do not.
    mutating func calm(rounds count: Int) {
        tell("nothing changes", rounds: count) { _ in [] }
    }

    /// One visit in a hundred changes a colour: in each round one host of two hundred has a part that fails, and is whole
    /// again in the next.
    mutating func changes(rounds count: Int) {
        let hosts = fleet.hosts.indices
        tell("1 % of the visits change a colour", rounds: count) { round in
            Set(hosts.filter { $0 % 200 == round % 200 })
        }
    }

    private mutating func tell(_ name: String, rounds count: Int, broken: (Int) -> Set<Int>) {
        var (readings, seconds, events, visits) = (0, 0.0, 0, 0)
        for _ in 0..<count {
            let reports = rounds.round(number, broken: broken(Int(number)))
            let cost = take(reports)
            readings += reports.reduce(0) { $0 + $1.readings.reduce(0) { $0 + $1.values.count } }
            visits += reports.count
            seconds += cost.seconds
            events += cost.events
            echo(number)
            number += 1
        }
        let checks = visits * Device.checks
        print(
            "\(name): readings=\(readings) checks=\(checks) visits=\(visits) events=\(events) cpu=\(seconds.rounded(to: 3))"
                + " cpu-per-million-readings=\((seconds * 1e6 / Double(readings)).rounded(to: 3))"
                + " cpu-per-million-checks=\((seconds * 1e6 / Double(checks)).rounded(to: 3))")
    }

    private mutating func take(_ reports: [PollReport]) -> (seconds: Double, events: Int) {
        var events = 0
        let begin = Figures.processorSeconds()
        for report in reports { events += judge.take(report, now: report.ended).events.count }
        return (Figures.processorSeconds() - begin, events)
    }

    private var now: Timestamp { Bench.begin + .seconds(number * Rounds.interval) }

    private mutating func echo(_ number: Int64) {
        for host in rounds.hosts {
            let time = Bench.begin + .seconds((number + 1) * Rounds.interval) - .milliseconds(1)
            _ = judge.take(EchoReport(host: host, time: time, sent: 12, received: 12, average: 800), now: time)
        }
    }

    /// The echoes of ten intervals.
    mutating func echoes() {
        let rounds = 10
        let begin = Figures.processorSeconds()
        for _ in 0..<rounds {
            echo(number)
            number += 1
        }
        let seconds = Figures.processorSeconds() - begin
        let count = rounds * fleet.hosts.count
        print(
            "echoes: reports=\(count) cpu=\(seconds.rounded(to: 3)) cpu-per-10000-reports="
                + (seconds * 1e4 / Double(count)).rounded(to: 4))
        _ = take(self.rounds.round(number))
        number += 1
    }

    /// Seconds in which nothing is due.
    mutating func ticks() {
        let moment = now
        _ = judge.tick(now: moment)
        let count = 10_000
        let begin = Figures.processorSeconds()
        // Within one second of the fleet's time: nothing ages.
        for _ in 0..<count { _ = judge.tick(now: moment) }
        let seconds = Figures.processorSeconds() - begin
        print(
            "ticks with nothing due: ticks=\(count) cpu=\(seconds.rounded(to: 4)) ticks-per-second="
                + "\(Int(Double(count) / max(seconds, 1e-9)))")
    }

    /// Everything is judged anew by other rules, and shown.
    mutating func reload() {
        var begin = Figures.processorSeconds()
        let outcome = judge.reload(
            fleet: fleet, probes: [Device.probe], rules: Bench.rules(limit: 80), timing: Judge.Timing(), now: now)
        let reload = Figures.processorSeconds() - begin
        begin = Figures.processorSeconds()
        let board = judge.board(now: now)
        let shown = Figures.processorSeconds() - begin
        print(
            "reload with other rules: hosts-changed=\(outcome.changedHosts.count) cpu=\(reload.rounded(to: 3))"
                + " board-hosts=\(board.hosts.count) board-cpu=\(shown.rounded(to: 3)) rss-mb=\(Figures.peakMegabytes())"
        )
    }
}
