internal import Model
internal import Yams

/// Lets Yams compose one document, and says its errors in our words.
///
/// Yams gives up at the first key that is written twice and does not tell where the second stands. So the first letter
/// of the first one is hidden behind a private-use character, as long as it was, and the document is composed again:
/// both keys come out with their places, and so do all other mistakes of the file.
struct Composer {
    /// So many keys written twice are told at once.
    private static let rounds = 20

    let name: String
    private var text: String
    /// The letters that stand behind private-use characters.
    private(set) var hidden: [Unicode.Scalar: Unicode.Scalar] = [:]
    /// Holds the anchors, which nodes refer to weakly.
    private var parser: Parser?

    init(name: String, text: String) {
        self.name = name
        self.text = text
    }

    /// Call after the nodes were used: until then the anchors must live.
    func keepAlive() {
        withExtendedLifetime(parser) {}
    }

    /// The root node; an empty scalar if there is none. `nil` if it is no YAML, which is among the mistakes then.
    mutating func compose(_ mistakes: inout Mistakes) -> Node? {
        for _ in 0..<Composer.rounds {
            do {
                let parser = try Parser(yaml: text, resolver: .basic, constructor: .default, encoding: .utf8)
                self.parser = parser
                return try parser.singleRoot() ?? Node("", .implicit, .plain)
            } catch let YamlError.duplicatedKeysInMapping(duplicates, context) {
                guard hide(context.mark) else {
                    mistakes.add(
                        location(context.mark), "\(quoted(duplicates.first ?? "")) is written twice", "remove one")
                    return nil
                }
            } catch let error as YamlError {
                report(error, &mistakes)
                return nil
            } catch {
                mistakes.add(SourceLocation(file: name, line: 1), "the file is no YAML", "check its indentation")
                return nil
            }
        }
        mistakes.add(
            SourceLocation(file: name, line: 1), "more than \(Composer.rounds) names are written twice", "remove them")
        return nil
    }

    private func location(_ mark: Mark) -> SourceLocation {
        SourceLocation(file: name, line: mark.line, column: mark.column)
    }

    /// Puts a private-use character in the place of the first letter of the key at `mark`.
    private mutating func hide(_ mark: Mark) -> Bool {
        guard let substitute = Unicode.Scalar(0xE000 + UInt32(hidden.count)), var place = index(of: mark) else {
            return false
        }
        var scalars = text.unicodeScalars
        if scalars[place] == "\"" || scalars[place] == "'" {
            place = scalars.index(after: place)
        }
        guard place < scalars.endIndex, scalars[place].properties.isAlphabetic || ("0"..."9").contains(scalars[place])
        else { return false }
        hidden[substitute] = scalars[place]
        scalars.replaceSubrange(place..<scalars.index(after: place), with: [substitute])
        text = String(scalars)
        return true
    }

    private func index(of mark: Mark) -> String.UnicodeScalarView.Index? {
        let scalars = text.unicodeScalars
        var place = scalars.startIndex
        for _ in 1..<max(mark.line, 1) {
            guard let end = scalars[place...].firstIndex(of: "\n") else { return nil }
            place = scalars.index(after: end)
        }
        guard let found = scalars.index(place, offsetBy: max(mark.column, 1) - 1, limitedBy: scalars.endIndex),
            found < scalars.endIndex
        else { return nil }
        return found
    }

    private func report(_ error: YamlError, _ mistakes: inout Mistakes) {
        if let tab = firstIndentingTab {
            mistakes.add(tab, "a tab in the indentation", "indent with spaces")
            return
        }
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            let (what, remedy) = Composer.explanation(of: problem)
            mistakes.add(location(mark), what, remedy)
        default:
            mistakes.add(SourceLocation(file: name, line: 1), "the file is no YAML", "check its indentation")
        }
    }

    /// What a problem of libyaml means here. It never contains text of the file, which may be a secret.
    private static func explanation(of problem: String) -> (what: String, remedy: String) {
        if problem.contains("alias") || problem.contains("alphabetic or numeric character") {
            return ("a word that begins with * or & stands without quotes", "write it as \"*.yaml\"")
        }
        if problem.contains("another document") { return ("a second document begins", "remove the line ---") }
        if problem.contains("mapping values") {
            return ("a second colon in one line", "put text that contains ': ' in quotes, or mend the indentation")
        }
        if problem.contains("cannot start any token") {
            return ("no text begins with this character", "put the text in quotes")
        }
        return ("no YAML: \(problem)", "check indentation, quotes and brackets here and in the line above")
    }

    private var firstIndentingTab: SourceLocation? {
        for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let indentation = line.unicodeScalars.prefix { $0 == " " || $0 == "\t" }
            if let tab = indentation.firstIndex(of: "\t"), indentation.endIndex < line.unicodeScalars.endIndex {
                let column = line.unicodeScalars.distance(from: line.unicodeScalars.startIndex, to: tab) + 1
                return SourceLocation(file: name, line: number + 1, column: column)
            }
        }
        return nil
    }
}
