internal import Model

/// The hosts and sites that a file of hosts has, as far as they are needed to add some.
public struct WrittenHosts: Sendable {
    struct Entry: Sendable {
        var name: Host.Name
        var endpoint: Endpoint
        /// Where its address is written, and how.
        var location: SourceLocation
        var address: String
    }

    let text: String
    let hosts: [Entry]
    let sites: [Site]

    /// - Parameter name: Of the file, in messages.
    /// - Throws: `FileProblem` if it is no file of hosts to which some can be added.
    public init(_ contents: [UInt8], of name: String) throws(HostProposal.FileProblem) {
        guard !contents.contains(UInt8(ascii: "\r")) else {
            throw HostProposal.FileProblem(
                description: "\(name) has the line ends of Windows; convert it first, as with dos2unix")
        }
        var mistakes = Mistakes()
        let file = YAMLFile.parse(contents, name: name, &mistakes)
        let fields = file.flatMap {
            Fields($0.root, of: "an included file", known: ConfigurationLoader.includedFields, &mistakes)
        }
        let hosts = fields?["hosts"]?.entries("'hosts'", &mistakes) ?? []
        let sites = fields?["sites"]?.entries("'sites'", &mistakes) ?? []
        if let mistake = mistakes.sorted(files: []).first {
            throw HostProposal.FileProblem(description: "\(mistake)")
        }
        text = String(decoding: contents, as: UTF8.self)
        guard WrittenHosts.lastHeading(text) == "hosts:" else {
            throw HostProposal.FileProblem(
                description: "\(name) does not end with 'hosts:' and its hosts, so none can be added; write into "
                    + "another file, or move that part to its end")
        }
        self.hosts = hosts.compactMap { WrittenHosts.host($0) }
        self.sites = sites.map { WrittenHosts.site($0) }
    }

    /// The last line that is no comment and begins at its first column, up to its first space.
    private static func lastHeading(_ text: String) -> Substring? {
        text.split(separator: "\n").last { line in line.first.map { $0 != " " && $0 != "#" } ?? false }
            .map { line in line.prefix { $0 != " " && $0 != "#" } }
    }

    private static func host(_ entry: YAMLNode.Entry) -> Entry? {
        guard case .mapping(let fields) = entry.value.content,
            let node = fields.first(where: { $0.key == "address" })?.value, case .text(let address) = node.content,
            let endpoint = Endpoint(address)
        else { return nil }
        return Entry(name: entry.key, endpoint: endpoint, location: node.location, address: address)
    }

    /// What tells which hosts belong there.
    private static func site(_ entry: YAMLNode.Entry) -> Site {
        var site = Site(id: entry.key, name: entry.key)
        guard case .mapping(let fields) = entry.value.content else { return site }
        for field in fields {
            switch (field.key, field.value.content) {
            case ("name", .text(let text)): site.name = text
            case ("names", .text(let text)): site.names = text
            case ("subnets", .text(let text)): site.subnets = [text]
            case ("subnets", .list(let elements)):
                site.subnets = elements.compactMap { node in
                    if case .text(let text) = node.content { text } else { nil }
                }
            default: break
            }
        }
        return site
    }
}
