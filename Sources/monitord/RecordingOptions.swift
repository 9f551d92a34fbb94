import ArgumentParser
import Config
import Glibc
import Lab
import Model
import Platform

/// Which recordings `monitor lab` serves, where, and to whom.
struct RecordingOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp("Serve this recording of a device (repeat it for more).", valueName: "file"))
    var recording: [String] = []

    @Option(
        name: .long, help: ArgumentHelp("Serve all *.snmprec of a directory.", valueName: "dir"))
    var recordings: String?

    @Option(name: .long, help: "With recordings: where all of them answer.")
    var port = LabNetwork.unprivilegedPort

    @Option(
        name: .long,
        help: ArgumentHelp(
            "With recordings: where NAME ADDRESS:PORT is written (default: standard output).", valueName: "file"))
    var list: String?

    @Option(name: .long, help: "With recordings: the only community that is answered (default: any).")
    var community: String?

    @Option(name: .long, help: "With recordings: on how many addresses each is served.")
    var copies = 1

    @Option(
        name: .long, help: ArgumentHelp("With recordings: the longest answer, 484 to 65507.", valueName: "bytes"))
    var maxSize: Int?

    @OptionGroup var security: SecurityOptions

    /// Whether recordings are to be served at all.
    var areWanted: Bool { !recording.isEmpty || recordings != nil }

    func validate() throws {
        guard recording.isEmpty || recordings == nil else {
            throw ValidationError("--recording FILE and --recordings DIR exclude each other; give one of them.")
        }
        guard port > 0 else { throw ValidationError("--port is 1 to 65535.") }
        guard copies > 0 else { throw ValidationError("--copies is 1 or more.") }
        if let maxSize, !(484...65_507).contains(maxSize) {
            throw ValidationError("--max-size is 484 to 65507 bytes.")
        }
    }

    /// Reads the recordings. What cannot be served is told; of files that were named it ends the program.
    func load() throws -> RecordedDevices {
        let files = try recordings.map { (directory) throws(PlatformError) in
            try RecordedDevices.files(in: directory)
        }
        let devices = RecordedDevices(files: files ?? recording, copies: copies)
        for error in devices.errors { printError("lab: \(error)") }
        guard recordings != nil || devices.errors.isEmpty else { throw ExitCode(1) }
        guard devices.count > 0 else {
            printError("lab: \(recordings ?? ""): there is no sound *.snmprec in it; name a directory of recordings")
            throw ExitCode(1)
        }
        guard devices.count <= RecordingAddresses.limit else {
            throw ValidationError(
                "--copies \(copies) makes \(devices.count) addresses; there are \(RecordingAddresses.limit).")
        }
        return devices
    }

    /// Serves until it is interrupted. Ends with 1 if a file of the directory had to be left out.
    func serve(_ faults: Faults) async throws {
        let devices = try load()
        let agents = RecordedAgents(
            devices, community: community, maximumMessageBytes: maxSize, user: try security.user())
        let service = RecordingService(agents, port: port, faults: faults)
        let list = list
        let counters = try await service.run(stoppingAt: [.interrupt, .terminate]) { (text) throws(PlatformError) in
            if let list {
                try AtomicFile.write(Array(text.utf8), to: list, mode: 0o644, isDurable: false)
            } else {
                _ = writeAll(text, to: STDOUT_FILENO)
            }
            printError(summary(of: devices))
        }
        printError(
            "lab: \(counters.requests) requests, \(counters.responses) datagrams sent, \(counters.strays) not for us, "
                + "\(counters.faulted) lost on purpose, \(counters.overflowed + counters.unsent) lost by overload")
        guard devices.errors.isEmpty else { throw ExitCode(1) }
    }

    private func summary(of devices: RecordedDevices) -> String {
        let first = RecordingAddresses.address(of: 0)
        let last = RecordingAddresses.address(of: devices.count - 1)
        var text =
            "lab: \(devices.recordingCount) recordings with \(devices.objectCount) objects as \(devices.count) devices "
            + "on \(first) to \(last), port \(port)"
        if !devices.errors.isEmpty { text += "; left out \(devices.errors.count), see above" }
        return text
    }
}
