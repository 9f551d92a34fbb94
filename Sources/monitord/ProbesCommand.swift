import ArgumentParser
import Config
import Control
import Glibc
import Model

/// `probes`: what devices are known, whether the files are right, and what one of them reads on a device.
struct ProbesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "probes", abstract: "List, check and try the probes.",
        subcommands: [List.self, Check.self, Try.self])

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "Print the probes, and whom they fit.")

        @OptionGroup var files: FileOptions

        @Flag(name: .long, help: "As JSON.")
        var json = false

        func run() throws {
            let probes = try open()
            if json {
                let lines = probes.map { Entry(name: $0.name, title: $0.title, recognition: $0.recognition) }
                return print(String(decoding: try ControlJSON.encode(lines), as: UTF8.self))
            }
            let width = probes.map(\.name.count).max() ?? 0
            for probe in probes {
                let name = probe.name + String(repeating: " ", count: width - probe.name.count)
                print("\(name)  \(probe.title)  (\(probe.recognition.summary))")
            }
        }

        private func open() throws -> [ProbeLibrary.Entry] {
            do throws(ConfigurationErrors) {
                let (library, mistakes) = try ConfigurationFiles.openProbes(files, nil)
                for mistake in mistakes { printError("left out: \(mistake)") }
                return library.entries
            } catch {
                error.printAll()
                throw ExitCode(EX_CONFIG)
            }
        }

        /// A line for programs.
        private struct Entry: Encodable {
            var name: String
            var title: String
            var sysObjectID: [String]
            var sysDescr: [String]
            var present: [String]
            var absent: [String]

            init(name: String, title: String, recognition: Probe.Recognition) {
                self.name = name
                self.title = title
                sysObjectID = recognition.systemObjectIDs.map(\.description)
                sysDescr = recognition.descriptions
                present = recognition.present.map(\.description)
                absent = recognition.absent.map(\.description)
            }
        }
    }

    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "check", abstract: "Read the probes as the daemon would.",
            discussion: "Every mistake is told with file:line:column and what to write instead; then it exits with 1.")

        @OptionGroup var files: FileOptions

        @Argument(help: ArgumentHelp("The probes, instead of --probes.", valueName: "directory"))
        var directory: String?

        func run() throws {
            var files = files
            if let directory { files.probes = directory }
            do throws(ConfigurationErrors) {
                let probes = try ConfigurationFiles.loadProbes(files, nil)
                print("good. \(probes.count) probes, \(probes.reduce(0) { $0 + $1.groups.count }) groups.")
            } catch {
                error.printAll()
                throw ExitCode(1)
            }
        }
    }

    struct Try: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "try", abstract: "Print what one probe finds on a device.",
            discussion: """
                It is read even if it does not fit the device, which is then said. As monitor discover --probe NAME ADDRESS; \
                what that takes may stand behind: --community, --snmp, --snmp-version, --json.
                """)

        @Argument(help: "The device: 10.20.0.1, 127.0.0.1:16161, or a host of the configuration.")
        var address: String

        @Argument(help: "The probe's name.")
        var probe: String

        @Argument(parsing: .captureForPassthrough, help: "Options of monitor discover.")
        var options: [String] = []

        func run() async throws {
            try await DiscoverCommand.parse([address, "--probe", probe] + options).run()
        }
    }
}

extension Probe.Recognition {
    /// Whom it fits, for a person.
    fileprivate var summary: String {
        var parts: [String] = []
        if !systemObjectIDs.isEmpty {
            parts.append("sysObjectID " + systemObjectIDs.map(\.description).joined(separator: " or "))
        }
        if !descriptions.isEmpty { parts.append("sysDescr " + descriptions.joined(separator: " or ")) }
        if !present.isEmpty { parts.append("has " + present.map(\.description).joined(separator: " or ")) }
        if !absent.isEmpty { parts.append("lacks " + absent.map(\.description).joined(separator: " and ")) }
        return parts.isEmpty ? "every device" : parts.joined(separator: ", ")
    }
}
