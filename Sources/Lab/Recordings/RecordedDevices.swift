internal import Model
public import Platform

/// The devices that recordings were made of, in the order of their names.
public struct RecordedDevices: Sendable {
    /// One device: what it says, and what it says in other contexts.
    struct Device: Sendable {
        var name: String
        var recording: Recording
        /// By context: what `NAME@CONTEXT.snmprec` holds.
        var contexts: [(name: [UInt8], recording: Recording)] = []
    }

    let devices: [Device]
    /// By number: the devices in their order, then each again as a copy, and so on.
    private let names: [String]
    /// On how many addresses each device is served.
    public let copies: Int
    /// What cannot be served.
    public let errors: [RecordingError]

    /// How many addresses are served.
    public var count: Int { names.count }

    /// How many recordings are there, those of contexts included.
    public var recordingCount: Int { devices.reduce(0) { $0 + 1 + $1.contexts.count } }

    /// How many objects all recordings have.
    public var objectCount: Int {
        devices.reduce(0) { sum, device in
            device.contexts.reduce(sum + device.recording.count) { $0 + $1.recording.count }
        }
    }

    /// Reads as many of the files as can be read; the others stand in `errors`.
    public init(files: [String], copies: Int = 1) {
        self.init(files.map { file in (file, { () throws(RecordingError) in try RecordedDevices.read(file) }) }, copies)
    }

    /// Devices from texts by the names of their files; what cannot be used stands in `errors`.
    init(texts: [String: String], copies: Int = 1) {
        self.init(
            texts.sorted { $0.key < $1.key }.map { file, text in
                (file, { () throws(RecordingError) in try RecordingParser.parse(Array(text.utf8), file: file) })
            }, copies)
    }

    private init(_ sources: [(file: String, read: () throws(RecordingError) -> Recording)], _ copies: Int) {
        var errors: [RecordingError] = []
        var devices: [String: Device] = [:]
        var files: [String: String] = [:]
        var contexts: [(file: String, device: String, context: String, recording: Recording)] = []
        for (file, read) in sources {
            let name = RecordedDevices.name(ofFile: file)
            do throws(RecordingError) {
                if let other = files.updateValue(file, forKey: name) {
                    throw RecordingError(file, "'\(name)' is already the recording \(other)", "rename one of the files")
                }
                let recording = try read()
                if let at = name.firstIndex(of: "@") {
                    contexts.append((file, String(name[..<at]), String(name[at...].dropFirst()), recording))
                } else {
                    devices[name] = Device(name: name, recording: recording)
                }
            } catch {
                errors.append(error)
            }
        }
        for (file, device, context, recording) in contexts {
            guard devices[device] != nil else {
                errors.append(
                    RecordingError(
                        file, "the context '\(context)' has no device",
                        "put a sound \(device)\(RecordedDevices.fileSuffix) beside it"))
                continue
            }
            devices[device]?.contexts.append((Array(context.utf8), recording))
        }
        let sorted = devices.values.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
        self.devices = sorted
        names = RecordedDevices.names(sorted.map(\.name), copies: max(1, copies))
        self.copies = max(1, copies)
        self.errors = errors
    }

    /// The recordings of a directory, by name; other files are not looked at.
    public static func files(in directory: String) throws(PlatformError) -> [String] {
        try fileNames(in: directory).filter { $0.hasSuffix(fileSuffix) }.map { "\(directory)/\($0)" }
    }

    /// The name of the device at a number from 0; a copy has its own number behind it.
    public func name(of number: Int) -> String { names[number] }

    private static func names(_ originals: [String], copies: Int) -> [String] {
        var names = originals
        var known = Set(originals)
        for copy in 1...copies where copy > 1 {
            for original in originals {
                var name = "\(original)-\(copy)"
                // A recording may be called so.
                while !known.insert(name).inserted { name += "-\(copy)" }
                names.append(name)
            }
        }
        return names
    }

    private static let fileSuffix = ".snmprec"
    private static let fileLimit = 256 << 20

    private static func name(ofFile file: String) -> String {
        let last = file.split(separator: "/").last ?? ""
        let name = last.hasSuffix(fileSuffix) ? last.dropLast(fileSuffix.count) : last
        return name.visible()
    }

    private static func read(_ file: String) throws(RecordingError) -> Recording {
        let text: [UInt8]
        do throws(PlatformError) {
            text = try readFile(file, limit: fileLimit)
        } catch {
            throw RecordingError(file, "\(error)", "name a recording that this user may read")
        }
        return try RecordingParser.parse(text, file: file)
    }
}
