internal import Model

/// A piece of a YAML file with its place. Scalars are text as written: `10.10`, `no` and `1.3.6` mean themselves.
struct YAMLNode {
    enum Content {
        /// `key:` with nothing behind it, or `~`.
        case nothing
        case text(String)
        case list([YAMLNode])
        case mapping([Entry])
    }

    struct Entry {
        var key: String
        var keyLocation: SourceLocation
        var value: YAMLNode
    }

    var location: SourceLocation
    var content: Content

    /// What it is, for messages.
    var shape: String {
        switch content {
        case .nothing: "nothing"
        case .text: "a single value"
        case .list: "a list"
        case .mapping: "a mapping"
        }
    }
}

extension YAMLNode {
    /// The text of a single value. `what` names it in the message: `'address'`.
    func text(_ what: String, _ mistakes: inout Mistakes) -> String? {
        switch content {
        case .text(let text) where !text.isEmpty: return text
        case .nothing, .text:
            mistakes.add(location, "\(what) has no value", "write one, or remove the line")
        case .list, .mapping:
            mistakes.add(location, "\(what) is \(shape)", "write a single value")
        }
        return nil
    }

    /// The elements of a list; a single value counts as a list of one where `acceptsOne`.
    func list(_ what: String, acceptsOne: Bool = true, _ mistakes: inout Mistakes) -> [YAMLNode]? {
        switch content {
        case .list(let elements): return elements
        case .text where acceptsOne: return [self]
        case .nothing:
            mistakes.add(location, "\(what) has no value", "write a list: [a, b]")
        case .text, .mapping:
            mistakes.add(location, "\(what) is \(shape)", "write a list: [a, b]")
        }
        return nil
    }

    /// The texts of a list of single values, or of one.
    func texts(_ what: String, _ mistakes: inout Mistakes) -> [(text: String, location: SourceLocation)]? {
        list(what, &mistakes)?.compactMap { element in
            element.text("an element of \(what)", &mistakes).map { ($0, element.location) }
        }
    }

    /// The entries of a mapping in the order of the file. Of keys written twice the first counts; the second is
    /// reported with the place of the first.
    func entries(_ what: String, _ mistakes: inout Mistakes) -> [Entry]? {
        switch content {
        case .mapping(let entries):
            var first: [String: SourceLocation] = [:]
            return entries.filter { entry in
                if let earlier = first[entry.key] {
                    mistakes.add(
                        entry.keyLocation, "\(quoted(entry.key)) is written twice, first in line \(earlier.line)",
                        "remove or rename one of the two")
                    return false
                }
                first[entry.key] = entry.keyLocation
                return true
            }
        case .nothing:
            mistakes.add(location, "\(what) is empty", "write its fields below it, or remove the line")
        case .text, .list:
            mistakes.add(location, "\(what) is \(shape)", "write fields: {field: value, …}")
        }
        return nil
    }
}
