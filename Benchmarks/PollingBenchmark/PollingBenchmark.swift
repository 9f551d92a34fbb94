import Config
import Glibc
import Model
import Platform
import Polling

/// Polls a fleet of simulated agents for a while and prints what it cost, as one line of `key=value` words.
///
///     PollingBenchmark PROBES HOSTS PORT INTERVAL-SECONDS CYCLES
///
/// Host n has the address 127.(16 + n / 62,500).(n / 250 mod 250).(1 + n mod 250), as scripts/bench configures them.
@main
struct PollingBenchmark {
    static func main() async throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 6, let count = Int(arguments[2]), let port = UInt16(arguments[3]),
            let interval = Int(arguments[4]), let cycles = Int(arguments[5])
        else {
            print("usage: PollingBenchmark PROBES HOSTS PORT INTERVAL-SECONDS CYCLES")
            exit(EX_USAGE)
        }
        let probes = try ProbeCatalogue.open(directory: arguments[1]).library
        let credential = Credential(name: "default", security: .v2c(community: Secret("public")))
        let targets = (0..<count).map { number in
            let address =
                UInt32(127) << 24 | UInt32(16 + number / 62_500) << 16
                | UInt32(number / 250 % 250) << 8 | UInt32(1 + number % 250)
            return PollTarget(
                host: Host(id: "host-\(number)", endpoint: Endpoint(address: .v4(address), port: port), site: "site"),
                credential: credential, interval: .seconds(interval), ping: .seconds(86_400))
        }
        let exchange = try Exchange()
        try await exchange.configure(targets: targets, probes: probes)
        // Ends with the stream, which `stop` ends.
        async let values = drain(exchange.reports)
        await exchange.start()
        // The first cycle discovers; what counts are the later ones.
        try await Task.sleep(for: .seconds(interval + 2))
        let before = (await exchange.counters, SystemClock.processorNanoseconds())
        try await Task.sleep(for: .seconds(interval * cycles))
        let after = (await exchange.counters, SystemClock.processorNanoseconds())
        await exchange.stop()
        _ = await values
        let read = after.0.values - before.0.values
        let seconds = Double(after.1 - before.1) / 1e9
        let visits = after.0.visits - before.0.visits
        print(
            "values=\(read) cpu=\(seconds) cpu-per-million=\(seconds * 1e6 / Double(max(read, 1)))"
                + " visits=\(visits) requests-per-visit=\(Double(after.0.requests - before.0.requests) / Double(max(visits, 1)))"
                + " values-per-visit=\(Double(read) / Double(max(visits, 1)))"
                + " retransmissions=\(after.0.retransmissions - before.0.retransmissions)"
                + " late=\(after.0.lateVisits - before.0.lateVisits) worst-delay=\(after.0.worstDelay)"
                + " rss-mb=\(residentMegabytes())")
    }

    private static func drain(_ reports: AsyncStream<[PollingReport]>) async -> Int {
        var count = 0
        for await batch in reports { count += batch.count }
        return count
    }

    private static func residentMegabytes() -> Int {
        var usage = rusage()
        _ = unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return usage.ru_maxrss / 1024
    }
}
