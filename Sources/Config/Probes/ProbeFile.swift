internal import Model

/// One file of a directory of probes.
struct ProbeFile: Sendable {
    static let ending = ".yaml"

    /// `huawei-vrp`: how the probe is called everywhere.
    var name: String
    /// `switches/huawei-vrp.yaml`: how messages call the file.
    var file: String
    var bytes: [UInt8]

    /// All files of a directory and of the directories in it, by the names of the probes.
    ///
    /// - Throws: `ConfigurationErrors` if the directory cannot be read or holds none.
    static func all(in directory: String, _ mistakes: inout Mistakes) throws(ConfigurationErrors) -> [ProbeFile] {
        let paths: [String]
        do {
            paths = try TextFile.paths(inDirectory: directory, ending: ending).filter { $0 != SupportTable.file }
        } catch {
            throw failure(directory, "the directory of the probes \(error.what)", error.remedy)
        }
        if paths.isEmpty { throw failure(directory, "the directory holds no probes", "name the directory Probes/") }
        var files: [ProbeFile] = []
        var known: [String: String] = [:]
        for path in paths {
            let name = String((path.split(separator: "/").last ?? "").dropLast(ending.count))
            let place = SourceLocation(file: path, line: 1)
            if let other = known.updateValue(path, forKey: name) {
                mistakes.add(place, "\(other) has the same name", "give each probe a name of its own")
                continue
            }
            do {
                let bytes = try TextFile.read("\(directory)/\(path)", limit: YAMLFile.sizeLimit).bytes
                files.append(ProbeFile(name: name, file: path, bytes: bytes))
            } catch {
                mistakes.add(place, "the file \(error.what)", error.remedy)
            }
        }
        return files.sorted { $0.name < $1.name }
    }

    private static func failure(_ directory: String, _ what: String, _ remedy: String) -> ConfigurationErrors {
        ConfigurationErrors(mistakes: [
            Mistake(location: SourceLocation(file: directory, line: 1), what: what, remedy: remedy)
        ])
    }

    /// The whole of it.
    ///
    /// - Returns: The probe without what it extends; `nil` if nothing could be made of it.
    func read(_ mistakes: inout Mistakes) -> (probe: Probe, parent: Parent?)? {
        guard let yaml = YAMLFile.parse(bytes, name: file, &mistakes) else { return nil }
        var reader = ProbeReader(name: name)
        let probe = reader.read(yaml.root)
        mistakes.add(reader.mistakes)
        return probe.map { ($0, reader.parent) }
    }

    /// Whom it fits and what it extends; `nil` if nothing could be made of it.
    func readEntry(_ mistakes: inout Mistakes) -> (entry: ProbeLibrary.Entry, parent: Parent?)? {
        guard let yaml = YAMLFile.parse(head, name: file, &mistakes) else { return nil }
        var reader = ProbeReader(name: name)
        let entry = reader.readEntry(yaml.root)
        mistakes.add(reader.mistakes)
        return entry.map { ($0, reader.parent) }
    }

    typealias Parent = (name: String, location: SourceLocation)

    /// The file without what stands under the fields of the body. What is left keeps its lines.
    private var head: [UInt8] {
        var head: [UInt8] = []
        var isBody = false
        for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            if let first = line.first, ![UInt8(ascii: " "), UInt8(ascii: "#"), UInt8(ascii: "\r")].contains(first) {
                isBody = ProbeFile.bodies.contains { line.starts(with: $0) }
            }
            if !isBody, line.first != UInt8(ascii: "#") { head += line }
            head.append(UInt8(ascii: "\n"))
        }
        while head.last == UInt8(ascii: "\n") { head.removeLast() }
        return head
    }

    private static let bodies = ProbeReader.bodyFields.map { Array("\($0):".utf8) }
}
