internal import Model

/// Parents and children by the hosts' places. A parent that would close a circle is left out, so every way up ends.
struct Lineage: Sendable {
    private(set) var parents: [[Int]]
    private(set) var children: [[Int]]

    init(_ hosts: [Host], places: [Host.Name: Int]) {
        parents = Array(repeating: [], count: hosts.count)
        children = Array(repeating: [], count: hosts.count)
        enum Mark { case new, open, done }
        var marks = Array(repeating: Mark.new, count: hosts.count)
        // Depth first without recursion: a chain of parents may be as long as the configuration.
        for start in hosts.indices where marks[start] == .new {
            var path: [(place: Int, next: Int)] = [(start, 0)]
            marks[start] = .open
            while let (place, next) = path.last {
                let names = hosts[place].parents
                guard next < names.count else {
                    marks[place] = .done
                    path.removeLast()
                    continue
                }
                path[path.count - 1].next += 1
                guard let parent = places[names[next]], marks[parent] != .open, !parents[place].contains(parent) else {
                    continue
                }
                parents[place].append(parent)
                children[parent].append(place)
                if marks[parent] == .new {
                    marks[parent] = .open
                    path.append((parent, 0))
                }
            }
        }
    }

    func ancestors(of place: Int) -> [Int] { closure(of: place, by: parents) }

    func descendants(of place: Int) -> [Int] { closure(of: place, by: children) }

    /// Nearest first, each once.
    private func closure(of place: Int, by next: [[Int]]) -> [Int] {
        var found: [Int] = next[place]
        var seen = Set(found)
        var reader = 0
        while reader < found.count {
            for further in next[found[reader]] where seen.insert(further).inserted { found.append(further) }
            reader += 1
        }
        return found
    }
}
