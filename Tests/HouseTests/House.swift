/// The table of targets in Package.swift: who stands on which floor, and who has declared whom.
struct House {
    struct Room: Equatable {
        var floor: Int
        var dependencies: Set<String>
    }

    /// By the name of the target. Shims for C stand below everything, at floor -1.
    var rooms: [String: Room] = [:]

    /// Reads the lines between `// Floor N` comments; what stands behind `// What the programs cost` is no part of it.
    init(manifest: [Substring]) {
        var floor: Int?
        var name: String?
        for line in manifest {
            if let match = line.wholeMatch(of: /\s*\/\/ Floor (\d+)/) {
                floor = Int(match.1)
                name = nil
            } else if line.contains("// What only C can see") {
                floor = -1
            } else if line.contains("// What the programs cost") || line.contains("// Tests") {
                floor = nil
            }
            guard let floor else { continue }
            var words = line.matches(of: /"([A-Za-z]+)"/).map { String($0.1) }
            // The call and the name may stand on different lines.
            if line.contains(/^ +(shim|library|program)\(/) { name = words.isEmpty ? "" : words.removeFirst() }
            if name?.isEmpty == true, !words.isEmpty { name = words.removeFirst() }
            guard let name, !name.isEmpty else { continue }
            rooms[name, default: Room(floor: floor, dependencies: [])].dependencies.formUnion(floor < 0 ? [] : words)
        }
    }

    /// What a file does that the house forbids; empty if all is well.
    func complaints(about file: SourceFile) -> [String] {
        guard let room = rooms[file.target] else {
            return ["\(file.path): its target \(file.target) stands on no floor of Package.swift"]
        }
        return file.imports.compactMap { line, module in
            let place = "\(file.path):\(line)"
            if let other = rooms[module] {
                if other.floor >= room.floor {
                    return "\(place): \(file.target) (floor \(room.floor)) imports \(module) (floor \(other.floor))"
                }
                if !room.dependencies.contains(module) {
                    return "\(place): \(file.target) imports \(module), which Package.swift does not say"
                }
            } else if module.hasPrefix("Foundation") {
                let allows = module == "FoundationEssentials" && House.mayUseEssentials.contains(file.target)
                return allows ? nil : "\(place): \(file.target) imports \(module)"
            }
            return nil
        }
    }

    /// Foundation brings ICU, 30 MB and milliseconds into every start; its small part is for files, dates and JSON
    /// on the edges.
    static let mayUseEssentials: Set = ["Alerts", "Config", "Control", "ControlServer", "Store"]
}

extension SourceFile {
    /// The modules that it imports, with their lines, counted from 1.
    var imports: [(line: Int, module: String)] {
        lines.enumerated().compactMap { index, line in
            // Attributes, access, `import`, perhaps a kind, then the module's name, perhaps with a part of it.
            guard line.contains("import ") else { return nil }
            let words = line.split(separator: " ")
            guard let place = words.firstIndex(of: "import"), place <= 2, words[0] != "//", words[0] != "///" else {
                return nil
            }
            let kinds: Set<Substring> = ["struct", "class", "enum", "protocol", "func", "var", "let", "typealias"]
            let name = words.dropFirst(place + 1).first { !kinds.contains($0) }
            return name.map { (index + 1, String($0.prefix { $0 != "." })) }
        }
    }
}
