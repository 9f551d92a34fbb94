/// What can be seen of the style line by line.
enum Style {
    /// Calls that end the process or hide an error, and paths of somebody's machine. Put together here, for this file
    /// is looked through too.
    static let forbidden = [
        "try" + "!", "as" + "! ", "fatal" + "Error(", "/work" + "/", "/root" + "/", "/home" + "/",
        "FIX" + "ME", "TO" + "DO",
    ]

    /// Where a forbidden word stands.
    static func forbiddenWords(in file: SourceFile) -> [String] {
        // Most files have none: one search of the whole is quick.
        forbidden.filter(file.text.contains).flatMap { word in
            file.lines.enumerated().compactMap { index, line in
                hasWord(word, in: line) ? "\(file.path):\(index + 1): \(word)" : nil
            }
        }
    }

    /// Whether it stands there as a word of its own: `/dev/root` holds no path of root's.
    private static func hasWord(_ word: String, in line: Substring) -> Bool {
        line.ranges(of: word).contains { range in
            range.lowerBound == line.startIndex || !line[line.index(before: range.lowerBound)].isPartOfWord
        }
    }

    /// Types at the top of a file and public functions that have no doc comment. Properties, cases and initialisers
    /// may speak for themselves, and what a protocol asks for is told there.
    static func undocumented(in file: SourceFile) -> [String] {
        file.lines.indices.compactMap { index in
            guard let name = declaration(file.lines[index]), !askedFor.contains(name) else { return nil }
            // Between the doc comment and the declaration may stand attributes and a comment on how it is done.
            var above = index - 1
            while above >= 0, firstWord(file.lines[above]).hasPrefix("@") || firstWord(file.lines[above]) == "//" {
                above -= 1
            }
            let isDocumented = above >= 0 && firstWord(file.lines[above]).hasPrefix("///")
            return isDocumented ? nil : "\(file.path):\(index + 1): \(name)"
        }
    }

    /// The name that is declared there, if it has to have a doc comment.
    private static func declaration(_ line: Substring) -> String? {
        let words = line.split(separator: " ", maxSplits: 8)
        guard let keyword = words.firstIndex(where: { !$0.hasPrefix("@") && !modifiers.contains($0) }),
            words.indices.contains(keyword + 1)
        else { return nil }
        let isType = types.contains(words[keyword]) && line.first != " "
        let isPublicFunction = words[keyword] == "func" && words[..<keyword].contains("public")
        guard isType || isPublicFunction else { return nil }
        let name = words[keyword + 1].prefix { $0.isLetter || $0.isNumber || $0 == "_" }
        // Operators speak for themselves.
        return name.isEmpty ? nil : String(name)
    }

    private static func firstWord(_ line: Substring) -> Substring {
        line.drop { $0 == " " }.prefix { $0 != " " }
    }

    private static let types: Set<Substring> = ["struct", "enum", "class", "actor", "protocol"]
    private static let modifiers: Set<Substring> = [
        "public", "package", "internal", "final", "indirect", "static", "mutating", "nonisolated", "consuming",
    ]

    /// Functions of protocols of Swift and of the libraries, and of `Channel`.
    private static let askedFor: Set = ["deliver", "encode", "enqueue", "hash", "run", "validate"]
}

extension Character {
    fileprivate var isPartOfWord: Bool { isLetter || isNumber || self == "_" || self == "/" || self == "." }
}
