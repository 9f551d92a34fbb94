import Glibc
import Model
import Platform
import Store

/// Measures the store with the samples of a town's devices.
///
///     StoreBenchmark generate FILE.polls [SERIES [POLLS]]        samples of the usual mix, at 60 s
///     StoreBenchmark order FILE.cols FILE.polls                  those of ../shared/bench/gensamples.c in order of time
///     StoreBenchmark ingest FILE.polls DIRECTORY [poll|probe]    stores them in batches as the daemon does
///     StoreBenchmark verify FILE.polls DIRECTORY [poll|probe]    every value comes back bit for bit
///     StoreBenchmark query DIRECTORY                             how long the promised questions take
///     StoreBenchmark town DIRECTORY FROM TO [HOSTS]              a town's readings between two Unix times
///     StoreBenchmark events DIRECTORY FROM TO [HOSTS]            its events and incidents
///     StoreBenchmark hosts [HOSTS]                               the names of its hosts
///     StoreBenchmark graph DIRECTORY FROM TO HOST SERIES         how long a graph of all that time takes
@main
struct StoreBenchmark {
    private static let townHosts = 200

    static func main() async {
        Allocator.shareHeaps()
        do {
            try await run(Array(CommandLine.arguments.dropFirst()))
        } catch {
            let text = "StoreBenchmark: \(error)\n"
            _ = unsafe text.withCString { unsafe write(STDERR_FILENO, $0, text.utf8.count) }
            exit(EXIT_FAILURE)
        }
    }

    private static func run(_ arguments: [String]) async throws {
        var words = arguments.dropFirst()
        func word() -> String? { words.popFirst() }
        switch arguments.first {
        case "generate":
            guard let file = word() else { break }
            let (series, polls) = (word().flatMap { Int($0) } ?? 5000, word().flatMap { Int($0) } ?? 10_080)
            return try Generator(series: series, polls: polls).write(to: file)
        case "order":
            guard let source = word(), let file = word() else { break }
            return try ColumnFile(source).order(into: file)
        case "ingest", "verify":
            guard let file = word(), let directory = word(), let division = Division(rawValue: word() ?? "poll") else {
                break
            }
            if arguments[0] == "verify" {
                return try await Verification.run(file, in: directory, division: division)
            }
            return try await Ingest.run(file, into: directory, division: division)
        case "query":
            guard let directory = word() else { break }
            return try await Queries.run(directory)
        case "town", "events":
            guard let directory = word(), let from = word().flatMap({ Int64($0) }),
                let to = word().flatMap({ Int64($0) })
            else { break }
            let span = (Timestamp(seconds: from), Timestamp(seconds: to))
            let hosts = word().flatMap { Int($0) } ?? townHosts
            if arguments[0] == "events" {
                return try await TownEvents.run(hosts: hosts, from: span.0, to: span.1, into: directory)
            }
            return try await Town.run(hosts: hosts, from: span.0, to: span.1, into: directory)
        case "graph":
            guard let directory = word(), let from = word().flatMap({ Int64($0) }),
                let to = word().flatMap({ Int64($0) }),
                let host = word(), let series = word()
            else { break }
            return try await Graph.run(
                directory, host: host, pattern: series, from: Timestamp(seconds: from), to: Timestamp(seconds: to))
        case "hosts":
            for host in TownPlan.hosts(word().flatMap { Int($0) } ?? townHosts) { print(host) }
            return
        default: break
        }
        throw BenchmarkError("see the top of StoreBenchmark.swift for what it takes")
    }
}
