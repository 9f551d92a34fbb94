internal import Model

extension HostProposal {
    /// Why a file cannot take the proposal, and how to mend it.
    public struct FileProblem: Error, CustomStringConvertible {
        public var description: String
    }

    /// The text of the file with the new hosts behind those that it has, and with the new addresses of those that moved.
    /// Whatever else stands in it stays as it is.
    ///
    /// - Parameters:
    ///   - name: Of the file, in messages.
    ///   - written: What it holds now; `nil` if it does not exist.
    ///   - heading: What a new file begins with, a comment.
    /// - Throws: `FileProblem` if what came out would be none that can be read.
    public func text(of name: String, written: WrittenHosts?, heading: String) throws(FileProblem) -> String {
        let heading = """
            # \(heading.visible(limit: 200))
            # Read it, change names and places as you like; what is written here stays if it is searched again.

            """
        var text = written?.text ?? heading
        for change in changes {
            if case .moved(let host, let endpoint, _) = change, !isTaken(endpoint) {
                text = text.changing(written?.hosts.first { $0.name == host.id }, to: endpoint)
            }
        }
        if written == nil {
            text += sites.isEmpty ? "" : "sites:\n" + sites.map(\.line).joined()
            text += "hosts:\n"
        } else if !sites.isEmpty {
            text = text.adding(sites.map(\.line).joined(), under: "sites:")
        }
        if !text.hasSuffix("\n") { text += "\n" }
        text += entries.map(\.lines).joined()
        // Written by hand, it may have a form that lines cannot simply be added to.
        _ = try WrittenHosts(Array(text.utf8), of: name)
        return text
    }
}

extension String {
    /// Lines under a heading at the beginning of a line, or with the heading before `hosts:` if it is not there.
    fileprivate func adding(_ lines: String, under heading: String) -> String {
        var result: [Substring] = []
        var isAdded = false
        let all = split(separator: "\n", omittingEmptySubsequences: false)
        let isThere = all.contains { $0.hasPrefix(heading) }
        for line in all {
            if !isAdded, !isThere, line.hasPrefix("hosts:") {
                result.append(contentsOf: [Substring(heading), lines.dropLast()])
                isAdded = true
            }
            result.append(line)
            if !isAdded, line.hasPrefix(heading) {
                result.append(lines.dropLast())
                isAdded = true
            }
        }
        return result.joined(separator: "\n")
    }

    /// The address of a host replaced where it is written, if it stands in this file.
    fileprivate func changing(_ host: WrittenHosts.Entry?, to new: Endpoint) -> String {
        guard let host else { return self }
        var lines = split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let (place, column) = (host.location.line - 1, host.location.column - 1)
        guard lines.indices.contains(place) else { return self }
        let line = lines[place]
        guard let start = line.index(line.startIndex, offsetBy: column, limitedBy: line.endIndex),
            let range = line[start...].firstRange(of: host.address)
        else { return self }
        lines[place].replaceSubrange(range, with: "\(new)")
        return lines.joined(separator: "\n")
    }
}

extension Site {
    /// Its line in a file.
    fileprivate var line: String {
        "  \(id): {name: \(name.quotedForYAML), subnets: [\(subnets.map(\.quotedForYAML).joined(separator: ", "))]}\n"
    }
}

extension HostProposal.Entry {
    /// Its lines in a file: what it is as a comment, then what is to be configured.
    fileprivate var lines: String {
        var fields = ["address: \("\(endpoint)".quotedForYAML)"]
        if let credential { fields.append("snmp: \(credential.quotedForYAML)") }
        if let site { fields.append("site: \(site.quotedForYAML)") }
        if let parent { fields.append("parent: \(parent.host.quotedForYAML)") }
        let remark = remarks.map { $0.visible(limit: 100) }.joined(separator: ", ")
        return "  # \(remark)\n  \(name): {\(fields.joined(separator: ", "))}\n"
    }
}

extension String {
    /// As a single value of YAML: in quotes unless it is plainly a word, a number or an address.
    fileprivate var quotedForYAML: String {
        let isPlain = unicodeScalars.allSatisfy {
            $0.isASCII && ($0.properties.isAlphabetic || "0123456789._/-".unicodeScalars.contains($0))
        }
        if isPlain, let first = unicodeScalars.first, first != "-", first != "." { return self }
        return "'" + replacing("'", with: "''") + "'"
    }
}
