import ArgumentParser
import Config
import Glibc
import Lab
import Model
import Platform

/// `monitor lab`: a simulated town to try the monitor on.
struct LabCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lab", abstract: "Serve a simulated town, or recordings of devices, to try the monitor on.",
        subcommands: [Serve.self, Incident.self, Incidents.self], defaultSubcommand: Serve.self)

    /// Where a running lab has its control socket.
    struct Place: ParsableArguments {
        @Option(name: .long, help: "The lab's directory (default: $MONITOR_LAB).")
        var directory: String?

        func path() throws -> String {
            if let directory { return directory }
            guard let variable = unsafe getenv("MONITOR_LAB") else {
                throw ValidationError("which lab? Name its directory with --directory, or set MONITOR_LAB.")
            }
            return unsafe String(cString: variable)
        }
    }
}

extension LabCommand {
    /// The town itself, or its configuration.
    struct Serve: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "Serve the town, with -- COMMAND in network namespaces where COMMAND alone can reach it; or recordings.",
            discussion: """
                Without a command the town is served on 127.77.0.0/16, port 16161, until it is interrupted; there the \
                kernel answers all echoes, so hosts cannot fall silent.

                monitor lab --town Config/lab/town.yaml --write-config /tmp/lab
                monitor lab --town Config/lab/town.yaml --directory /tmp/lab -- monitord --config /tmp/lab/monitor.yaml

                Recordings (OID|TAG|VALUE, a line for each object) are served on addresses from 127.18.0.1 on; \
                NAME@CONTEXT.snmprec is what NAME says to the community COMMUNITY@CONTEXT. Faults are for recordings only.

                monitor lab --recordings DIR --list /tmp/devices --loss 5
                """)

        @Option(name: .long, help: ArgumentHelp("Serve the town of this file.", valueName: "file"))
        var town: String?

        @OptionGroup(title: "Recordings") var recordings: RecordingOptions

        @OptionGroup(title: "Faults of recorded devices") var faults: FaultOptions

        @Option(name: .long, help: "Where the control socket stands (default: .).")
        var directory = "."

        @Flag(name: .long, help: "No incidents but those that somebody begins.")
        var calm = false

        @Option(
            name: .long,
            help: ArgumentHelp("What the town's clock says at first: 2026-11-27T15:00:00Z.", valueName: "time"))
        var time: String?

        @Option(
            name: .long, help: ArgumentHelp("Write the monitor's configuration for the town and end.", valueName: "dir")
        )
        var writeConfig: String?

        @Flag(name: .long, help: "With --write-config: for a town on loopback.")
        var loopback = false

        @Option(name: .long, help: "With --write-config: fi, sv or en.")
        var language = "fi"

        @Option(name: .long, help: ArgumentHelp("With --write-config: how often hosts are read.", valueName: "seconds"))
        var interval = 60

        @Option(name: .long, help: .hidden)
        var stage: String?

        @Argument(parsing: .postTerminator, help: "What to run beside the town.")
        var command: [String] = []

        func validate() throws {
            guard (town != nil) != recordings.areWanted else {
                throw ValidationError(
                    town == nil
                        ? "what is to be served? Give --town FILE, --recording FILE or --recordings DIR."
                        : "--town FILE and recordings exclude each other; start a lab for each.")
            }
            guard town != nil || (writeConfig == nil && time == nil && command.isEmpty && !calm) else {
                throw ValidationError("--write-config, --time, --calm and a command belong to --town FILE.")
            }
            guard try town == nil || faults.faults() == Faults() else {
                throw ValidationError("faults are for recordings; those of a town stand in its file as incidents.")
            }
        }

        func run() async throws {
            guard let file = town else { return try await recordings.serve(try faults.faults()) }
            let town = try TownFile.load(file)
            if let writeConfig {
                try write(town, to: writeConfig)
            } else if let stage {
                guard let stage = LabLauncher.Stage(rawValue: stage) else {
                    throw ValidationError("there is no stage \(stage.visible())")
                }
                try await run(stage, town, file)
            } else if command.isEmpty {
                try await serveOnLoopback(town)
            } else {
                try makeDirectory(directory)
                if let missing = await LabLauncher.missing() {
                    say("lab: \(missing): the town is on 127.77.0.0/16, port 16161, where hosts cannot fall silent")
                }
                try await launcher(file).launch()
            }
        }

        private func run(_ stage: LabLauncher.Stage, _ town: Town, _ file: String) async throws {
            switch stage {
            case .near: try await launcher(file).runNear()
            case .loopback: try launcher(file).runOnLoopback()
            case .town, .loopbackTown:
                if stage == .town { try await LabLauncher.prepareFarNamespace() }
                let service = LabService(
                    town: town, directory: directory, isLoopback: stage == .loopbackTown, isCalm: calm,
                    opened: try opened)
                // An interrupt at the terminal is the command's; the town ends with it.
                _ = signal(SIGINT, SIG_IGN)
                try await service.run(stoppingAt: [.terminate]) {
                    print(LabLauncher.readyLine, terminator: "")
                    _ = fflush(nil)
                }
            }
        }

        private func serveOnLoopback(_ town: Town) async throws {
            try makeDirectory(directory)
            let service = LabService(
                town: town, directory: directory, isLoopback: true, isCalm: calm, opened: try opened)
            let directory = directory
            try await service.run(stoppingAt: [.interrupt, .terminate]) {
                say(
                    "lab: \(town.devices.count) devices on 127.77.0.0/16, port \(LabNetwork.unprivilegedPort); "
                        + "control socket \(LabService.socketPath(in: directory))")
            }
        }

        private func write(_ town: Town, to directory: String) throws {
            guard let language = Language(rawValue: language) else {
                throw ValidationError("there is no language \(language.visible()); write fi, sv or en.")
            }
            guard (1...86_400).contains(interval) else { throw ValidationError("--interval is 1 to 86400 seconds.") }
            try makeDirectory(directory)
            let configuration = TownConfiguration(
                town, isLoopback: loopback, language: language, interval: .seconds(interval))
            try configuration.write(to: directory)
            print("\(directory)/monitor.yaml")
        }

        private var opened: Timestamp? {
            get throws {
                guard let time else { return nil }
                guard let opened = Timestamp(iso8601: time) else {
                    throw ValidationError(
                        "--time \(time.visible()) is no time; write it in UTC like 2026-11-27T15:00:00Z.")
                }
                return opened
            }
        }

        private func launcher(_ file: String) throws -> LabLauncher {
            // Mistakes are told here, not by the processes of the namespaces.
            _ = try opened
            let options = (calm ? ["--calm"] : []) + (time.map { ["--time", $0] } ?? [])
            return LabLauncher(
                program: try ownProgram(),
                arguments: ["lab", "--town", file, "--directory", directory] + options + ["--stage"],
                directory: directory, command: command)
        }
    }

    /// Lets an incident happen in a running lab.
    struct Incident: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Begin an incident of the town, or end it.")

        @Argument(help: "Its name in the town file.")
        var name: String

        @Flag(name: .long, help: "End it.")
        var end = false

        @OptionGroup var place: Place

        func run() throws {
            _ = try LabControl.ask("\(end ? "end" : "begin") \(name)", directory: try place.path())
        }
    }

    /// Lists what can go wrong, and what is.
    struct Incidents: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the town's incidents; ! is going on.")

        @OptionGroup var place: Place

        func run() throws {
            print(try LabControl.ask("list", directory: try place.path()), terminator: "")
        }
    }
}

/// A line for the person at the terminal, on standard error.
private func say(_ line: String) {
    let bytes = Array("\(line)\n".utf8)
    _ = unsafe write(STDERR_FILENO, bytes, bytes.count)
}

/// The path of this very program, for its further stages.
private func ownProgram() throws(PlatformError) -> String {
    var buffer = [CChar](repeating: 0, count: 4096)
    let count = unsafe readlink("/proc/self/exe", &buffer, buffer.count)
    guard count > 0 else { throw PlatformError("find", "/proc/self/exe", code: errno) }
    return String(decoding: buffer.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
}
