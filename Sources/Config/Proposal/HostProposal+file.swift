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
    ///   - contents: What it holds now; `nil` if it does not exist.
    ///   - heading: What a new file begins with, a comment.
    /// - Throws: `FileProblem` if it is no file of hosts to which some can be added.
    public func text(of name: String, contents: [UInt8]?, heading: String) throws(FileProblem) -> String {
        var text =
            "# \(heading.visible(limit: 200))\n# Read it, change names and places as you like; what is written here stays if it is searched again.\n"
        var hosts: [YAMLNode.Entry] = []
        if let contents {
            var mistakes = Mistakes()
            guard let file = YAMLFile.parse(contents, name: name, &mistakes),
                let fields = Fields(
                    file.root, of: "an included file", known: ConfigurationLoader.includedFields, &mistakes),
                mistakes.isEmpty
            else { throw FileProblem(description: mistakes.sorted(files: []).first?.description ?? name) }
            hosts = fields["hosts"]?.entries("'hosts'", &mistakes) ?? []
            text = String(decoding: contents, as: UTF8.self)
            guard text.lastHeading == "hosts:" else {
                throw FileProblem(
                    description: "\(name) does not end with 'hosts:' and its hosts, so none can be added; write into "
                        + "another file, or move that part to its end")
            }
        }
        for change in changes {
            if case .moved(let host, let endpoint, _) = change {
                text = text.changing(host.id, among: hosts, from: host.endpoint, to: endpoint)
            }
        }
        let known = Set(hosts.map(\.key))
        let new = entries.filter { !known.contains($0.name) }
        if contents == nil {
            text += sites.isEmpty ? "" : "sites:\n" + sites.map(\.line).joined()
            text += new.isEmpty ? "" : "hosts:\n"
        } else if !sites.isEmpty {
            text = text.adding(sites.map(\.line).joined(), under: "sites:")
        }
        if !text.hasSuffix("\n") { text += "\n" }
        return text + new.map(\.lines).joined()
    }
}

extension String {
    /// The last line that is no comment and begins at its first column, without what stands behind it.
    fileprivate var lastHeading: Substring? {
        split(separator: "\n").last { line in
            line.first.map { $0 != " " && $0 != "#" && $0 != "\r" } ?? false
        }.map { line in line.prefix { $0 != " " && $0 != "#" && $0 != "\r" } }
    }

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
    fileprivate func changing(
        _ name: Host.Name, among hosts: [YAMLNode.Entry], from old: Endpoint, to new: Endpoint
    ) -> String {
        guard let entry = hosts.first(where: { $0.key == name }), case .mapping(let fields) = entry.value.content,
            let address = fields.first(where: { $0.key == "address" })?.value
        else { return self }
        var lines = split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let place = address.location.line - 1
        guard lines.indices.contains(place), case .text(let written) = address.content,
            let range = lines[place].firstRange(of: written)
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
