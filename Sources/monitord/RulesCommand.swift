import ArgumentParser
import Config
import Glibc
import Model
import Platform
import Replay
import Store

/// `rules`: what a changed configuration would have made of what was recorded.
struct RulesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules", abstract: "Judge what was recorded by a changed configuration.", subcommands: [Try.self])

    struct Try: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "try", abstract: "Print which incidents a changed configuration would have opened.",
            discussion: """
                Reads the database itself, also while the daemon runs, and changes nothing. The readings are judged twice, \
                as the present configuration does it and as the changed one would, from three hours before --from on.

                monitor rules try --from -7d --config new.yaml
                monitor rules try --from 2026-11-20 --to 2026-11-27 --config new.yaml --host 'srv-*'

                + would have been, - was and would not have been; lines without a sign are the same in both. Without \
                --config the present configuration is held against the incidents that are stored.
                """)

        @Option(help: ArgumentHelp("The changed configuration; else the present one.", valueName: "file"))
        var config: String?

        @Option(help: ArgumentHelp("The configuration that the daemon runs with.", valueName: "file"))
        var present = FileOptions.standardConfig

        @Option(help: ArgumentHelp("The probes; as with every command.", valueName: "directory"))
        var probes: String?

        @Option(
            help: ArgumentHelp("The directory of monitor.db; else the present configuration's.", valueName: "directory")
        )
        var data: String?

        @Option(
            parsing: .unconditional,
            help: ArgumentHelp("From when: -7d, yesterday, 2026-11-23.", valueName: "time"))
        var from: String

        @Option(parsing: .unconditional, help: ArgumentHelp("Until when; else now.", valueName: "time"))
        var to: String?

        @Option(help: ArgumentHelp("Only hosts that fit, * for anything.", valueName: "pattern"))
        var host: String?

        func run() async throws {
            do {
                let begin = ContinuousClock.now
                let present = try load(present)
                let changed = try config.map(load)
                let configuration = present.configuration
                let localTime = try LocalTime.use(configuration.timezone)
                let wording = Wording(language: configuration.language) { localTime.calendar($0) }
                let now = SystemClock.now()
                let (from, to) = try span(now: now, localTime, wording)
                let reader = try ArchiveReader(directory: data ?? configuration.dataDirectory)
                let trial = Trial(
                    present: present, changed: changed, history: HistoryReader(reader, from: from, to: to),
                    host: host.map(NamePattern.init), localTime: localTime)
                let found = try await trial.run(reader, from: from)
                try tell(found, IncidentReport(wording: wording, now: now))
                let seconds = Double((ContinuousClock.now - begin).wholeMilliseconds) / 1000
                printError("\(found.count) visits and intervals of echoes judged in \(seconds) s")
            } catch let error as ConfigurationErrors {
                for mistake in error.mistakes { printError("\(mistake)") }
                throw ExitCode(EX_CONFIG)
            } catch let error as StoreError {
                printError("\(error)")
                throw ExitCode(EX_NOINPUT)
            } catch let error as PlatformError {
                printError("\(error)")
                throw ExitCode(EX_OSERR)
            }
        }

        private func load(_ file: String) throws -> ConfigurationFiles {
            let options = try FileOptions.parse(["--config", file] + (probes.map { ["--probes", $0] } ?? []))
            let files = try ConfigurationFiles.load(options)
            for mistake in files.probeMistakes { printError("left out: \(mistake)") }
            return files
        }

        private func span(now: Timestamp, _ local: LocalTime, _ wording: Wording) throws -> (Timestamp, Timestamp) {
            let from = try moment(from, "from", now: now, local, wording)
            let to = try to.map { try moment($0, "to", now: now, local, wording) } ?? now
            for (option, time) in [("from", from), ("to", to)] where time > now {
                throw ValidationError("--\(option) \(time) is in the future: nothing is recorded there yet")
            }
            guard from < to else { throw ValidationError("--from \(from) is not before --to \(to)") }
            return (from, to)
        }

        private func tell(_ found: Trial.Result, _ report: IncidentReport) throws {
            guard found.count > 0 else {
                printError("nothing was recorded between these times; 'monitor query HOST' shows what there is")
                throw ExitCode(EX_DATAERR)
            }
            let comparison = IncidentComparison(found.former, found.latter)
            for line in report.lines(comparison, stored: found.stored) { print(line) }
            print(report.summary(comparison))
            guard let present = found.present else { return }
            for line in report.note(stored: found.stored, present: present) { print(line) }
        }
    }
}

/// History judged by one or two configurations.
private struct Trial {
    struct Result {
        var former: [ReplayedIncident]
        var latter: [ReplayedIncident]
        var stored: [ReplayedIncident]
        /// What the present configuration makes of it; `nil` where that stands in the comparison already.
        var present: [ReplayedIncident]?
        /// How much there was to judge.
        var count: Int
    }

    let present: ConfigurationFiles
    /// `nil`: what is stored is held against the present one.
    let changed: ConfigurationFiles?
    let history: HistoryReader
    let host: NamePattern?
    let localTime: LocalTime

    func run(_ reader: ArchiveReader, from: Timestamp) async throws -> Result {
        let roster = Roster(try await reader.members())
        let facts = try await reader.facts()
        let surroundings = try await history.surroundings(facts: facts)
        var rehearsals = [present, changed].compactMap { $0 }.map { [localTime, history] files in
            Rehearsal(
                Rehearsal.Setting(files, roster: roster), from: from, begin: history.begin,
                calendar: { localTime.calendar($0) }, facts: facts, surroundings: surroundings)
        }
        let hosts = rehearsals.flatMap(\.setting.fleet.hosts)
        // What a manager tells of a host is read with the manager.
        let managers = Set(hosts.filter { isWanted($0.id) }.compactMap(\.membership?.manager))
        let count = try await history.play(to: &rehearsals) { isWanted($0) || managers.contains($0) }
        let stored = wanted(try await history.stored())
        let found = rehearsals.map { wanted($0.incidents) }
        guard found.count > 1 else {
            return Result(former: stored, latter: found[0], stored: stored, present: nil, count: count)
        }
        return Result(former: found[0], latter: found[1], stored: stored, present: found[0], count: count)
    }

    private func isWanted(_ name: Host.Name) -> Bool { host?.fits(name) ?? true }

    private func wanted(_ incidents: [ReplayedIncident]) -> [ReplayedIncident] {
        incidents.filter { isWanted($0.incident.cause.host) }
    }
}

extension Rehearsal.Setting {
    /// With the hosts that stand in tables of others.
    fileprivate init(_ files: ConfigurationFiles, roster: Roster) {
        self.init(
            fleet: roster.fleet(over: files.configuration.fleet), probes: files.probes,
            rules: files.configuration.rules, updates: files.updates, timing: files.configuration.timing)
    }
}
