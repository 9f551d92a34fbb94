internal import Model
internal import Yams

/// One YAML file, read with limits: everything is text, anchors, aliases and merge keys are refused.
struct YAMLFile {
    static let sizeLimit = 1024 * 1024
    static let depthLimit = 16
    static let nodeLimit = 200_000

    /// Its name in messages.
    var name: String
    var root: YAMLNode

    /// Reads the file at `path`; `nil` when nothing could be made of it, which is among the mistakes then.
    static func read(_ path: String, name: String, _ mistakes: inout Mistakes) -> YAMLFile? {
        let start = SourceLocation(file: name, line: 1)
        do {
            let bytes = try TextFile.read(path, limit: sizeLimit).bytes
            return parse(bytes, name: name, &mistakes)
        } catch {
            mistakes.add(start, "the file \(error.what)", error.remedy)
            return nil
        }
    }

    /// Reads bytes as a file of that name.
    static func parse(_ bytes: [UInt8], name: String, _ mistakes: inout Mistakes) -> YAMLFile? {
        guard let text = decode(bytes, name: name, &mistakes) else { return nil }
        let before = mistakes.count
        var composer = Composer(name: name, text: text)
        guard let root = composer.compose(&mistakes) else { return nil }
        var builder = NodeBuilder(name: name, hidden: composer.hidden)
        let node = builder.node(root, depth: 0, &mistakes)
        composer.keepAlive()
        guard mistakes.count == before else { return nil }
        if case .nothing = node.content {
            mistakes.add(node.location, "the file is empty", "see docs/configuration.md for a beginning")
            return nil
        }
        return YAMLFile(name: name, root: node)
    }

    /// UTF-8 without control characters, or a mistake with the place of the first bad byte.
    private static func decode(_ bytes: [UInt8], name: String, _ mistakes: inout Mistakes) -> String? {
        // As nearly all are.
        if bytes.allSatisfy({ (0x20..<0x7f).contains($0) || $0 == 0x0a }) {
            return String(decoding: bytes, as: UTF8.self)
        }
        let body = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
        var location = SourceLocation(file: name, line: 1)
        var decoder = UTF8()
        var iterator = body.makeIterator()
        var text = String.UnicodeScalarView()
        decoding: while true {
            switch decoder.decode(&iterator) {
            case .emptyInput: break decoding
            case .error:
                mistakes.add(location, "the file is not UTF-8 from here on", "save it as UTF-8")
                return nil
            case .scalarValue(let scalar):
                guard isUsable(scalar) else {
                    let code = String(scalar.value, radix: 16, uppercase: true)
                    mistakes.add(location, "the character U+\(code) has no place in a text file", "remove it")
                    return nil
                }
                text.append(scalar)
                if scalar == "\n" {
                    location = SourceLocation(file: name, line: location.line + 1)
                } else {
                    location.column += 1
                }
            }
        }
        return String(text)
    }

    /// No controls but line ends and tabs; no private use, which `Composer` needs for itself.
    private static func isUsable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control: scalar == "\n" || scalar == "\r" || scalar == "\t"
        case .privateUse: false
        default: true
        }
    }
}

/// Turns the parser's nodes into ours within the limits.
private struct NodeBuilder {
    var name: String
    var hidden: [Unicode.Scalar: Unicode.Scalar]
    var count = 0

    mutating func node(_ node: Node, depth: Int, _ mistakes: inout Mistakes) -> YAMLNode {
        let location = SourceLocation(file: name, line: node.mark?.line ?? 1, column: node.mark?.column ?? 1)
        let nothing = YAMLNode(location: location, content: .nothing)
        count += 1
        guard count <= YAMLFile.nodeLimit else {
            if count == YAMLFile.nodeLimit + 1 {
                mistakes.add(location, "the file has more than \(YAMLFile.nodeLimit) values", "split it")
            }
            return nothing
        }
        guard depth < YAMLFile.depthLimit else {
            mistakes.add(location, "nested deeper than \(YAMLFile.depthLimit) levels", "nothing here is so deep")
            return nothing
        }
        guard node.anchor == nil else {
            mistakes.add(location, "anchors (&) and aliases (*) are not used here", "write the value out, or in quotes")
            return nothing
        }
        switch node {
        case .scalar(let scalar):
            let isPlain = scalar.style == .plain
            let isNothing = isPlain && (scalar.string.isEmpty || scalar.string == "~")
            return YAMLNode(location: location, content: isNothing ? .nothing : .text(scalar.string))
        case .sequence(let sequence):
            return YAMLNode(
                location: location, content: .list(sequence.map { self.node($0, depth: depth + 1, &mistakes) }))
        case .mapping(let mapping):
            var entries: [YAMLNode.Entry] = []
            for (key, value) in mapping {
                let keyNode = self.node(key, depth: depth + 1, &mistakes)
                let valueNode = self.node(value, depth: depth + 1, &mistakes)
                guard case .text(let text) = keyNode.content else {
                    mistakes.add(keyNode.location, "a name is \(keyNode.shape)", "write a word before the colon")
                    continue
                }
                entries.append(
                    YAMLNode.Entry(key: restored(text), keyLocation: keyNode.location, value: valueNode))
            }
            return YAMLNode(location: location, content: .mapping(entries))
        case .alias:
            return nothing
        }
    }

    /// The key as written, where `Composer` had to hide its first letter.
    private func restored(_ key: String) -> String {
        guard let first = key.unicodeScalars.first, let letter = hidden[first] else { return key }
        var scalars = key.unicodeScalars
        scalars.removeFirst()
        return String(letter) + String(scalars)
    }
}
