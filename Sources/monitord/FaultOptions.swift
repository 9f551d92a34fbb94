import ArgumentParser
import Config
import Lab
import Model

/// What is to go wrong with the recordings that `monitor lab` serves.
struct FaultOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            "Answers come so much later: 400ms.", valueName: "duration"))
    var latency: String?

    @Option(
        name: .long, help: ArgumentHelp("Requests and answers that are lost, each by chance.", valueName: "percent"))
    var loss = 0.0

    @Option(name: .long, help: ArgumentHelp("Longer answers vanish.", valueName: "bytes"))
    var dropOver: Int?

    @Flag(name: .long, help: "No answer at all.")
    var mute = false

    @Option(name: .long, help: ArgumentHelp("Every Nth device gives no answer.", valueName: "n"))
    var muteEvery: Int?

    @Flag(name: .long, help: "Answers are cut in the middle.")
    var truncate = false

    @Flag(name: .long, help: "GETNEXT and GETBULK come back to what they had before.")
    var nonIncreasing = false

    @Option(
        name: .long, help: ArgumentHelp("sysUpTime runs, and begins anew so often: 10m.", valueName: "duration"))
    var restartEvery: String?

    @Flag(name: .long, help: "SNMPv3: the engine's clock in messages is not the one that it goes by.")
    var wrongEngineTime = false

    @Flag(name: .long, help: "SNMPv3: all devices have one engine ID.")
    var duplicateEngineId = false

    @Flag(name: .long, help: "A datagram that is no answer before each answer, and some answers corrupted.")
    var garbage = false

    @Option(name: .long, help: "What is random is the same for the same seed.")
    var seed: UInt64 = 0

    func validate() throws {
        _ = try duration(latency, "--latency")
        _ = try duration(restartEvery, "--restart-every")
        guard (0...100).contains(loss) else { throw ValidationError("--loss is 0 to 100 per cent.") }
        guard dropOver ?? 0 >= 0 else { throw ValidationError("--drop-over is 0 bytes or more.") }
        guard muteEvery ?? 1 > 0 else { throw ValidationError("--mute-every is 1 or more.") }
    }

    /// The faults as the lab takes them.
    func faults() throws -> Faults {
        var faults = Faults()
        faults.latency = try duration(latency, "--latency") ?? .zero
        faults.lossPercent = loss
        faults.dropOver = dropOver
        faults.muteEvery = mute ? 1 : muteEvery
        faults.isTruncating = truncate
        faults.isNonIncreasing = nonIncreasing
        faults.restartEvery = try duration(restartEvery, "--restart-every")
        faults.hasWrongEngineTime = wrongEngineTime
        faults.isSharingEngineID = duplicateEngineId
        faults.isSendingGarbage = garbage
        faults.seed = seed
        return faults
    }

    private func duration(_ text: String?, _ option: String) throws -> Duration? {
        guard let text else { return nil }
        guard let duration = Duration(configuration: text), duration > .zero, duration <= .seconds(86_400 * 365) else {
            throw ValidationError("\(option) \(text.visible()) is no duration; write one like 400ms, 10s or 5m.")
        }
        return duration
    }
}
