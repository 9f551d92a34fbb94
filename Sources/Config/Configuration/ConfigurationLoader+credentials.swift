internal import Model

/// The credentials in the order of the files. A value is missing where it had mistakes; its name still counts as known.
typealias NamedCredentials = [String: (value: Credential, location: SourceLocation)]

/// Nothing here repeats what is written in the place of a secret, not even when it is wrong.
extension ConfigurationLoader {
    private static let authentications = ["MD5", "SHA-1", "SHA-224", "SHA-256", "SHA-384", "SHA-512"]
    private static let privacies = ["DES", "AES-128", "AES-192", "AES-256", "AES-192-C", "AES-256-C"]
    private static let fields = ["version", "community", "user", "auth", "authKey", "privacy", "privacyKey"]

    /// Reads all under `snmp:`.
    mutating func readCredentials() -> NamedCredentials {
        var result: NamedCredentials = [:]
        for entry in entries(under: "snmp") {
            checkName(entry, "credential", reserved: ["none": "'none' means that a host is only pinged"])
            // A credential with mistakes keeps its name, so that hosts that use it are not reported as well.
            let credential = readCredential(entry) ?? Credential(name: entry.key, security: .v2c(community: Secret("")))
            result[entry.key] = (credential, entry.keyLocation)
        }
        return result
    }

    private mutating func readCredential(_ entry: YAMLNode.Entry) -> Credential? {
        let what = "credential \(quoted(entry.key))"
        guard
            let fields = Fields(
                entry.value, of: what, known: ConfigurationLoader.fields, hidesUnknown: true, &mistakes),
            let version = fields.required("version", of: what, "write version: 2c (or 1, or 3)", &mistakes)
        else { return nil }
        switch version.text("'version'", &mistakes) {
        case "1":
            return readCommunity(fields, entry.key).map { Credential(name: entry.key, security: .v1(community: $0)) }
        case "2c":
            return readCommunity(fields, entry.key).map { Credential(name: entry.key, security: .v2c(community: $0)) }
        case "3": return readUser(fields, what).map { Credential(name: entry.key, security: .v3($0)) }
        case nil: return nil
        default:
            mistakes.add(version.location, "the 'version' of \(what) is none of SNMP's", "write 1, 2c or 3")
            return nil
        }
    }

    private mutating func readCommunity(_ fields: Fields, _ name: String) -> Secret? {
        for field in ConfigurationLoader.fields.dropFirst(2) {
            if let node = fields[field] {
                mistakes.add(node.location, "'\(field)' belongs to version 3", "remove it, or write version: 3")
            }
        }
        let what = "credential \(quoted(name))"
        return fields.required("community", of: what, "write community: …", &mistakes)
            .flatMap { readSecret($0, "'community'", lengths: 1...255) }
    }

    private mutating func readUser(_ fields: Fields, _ what: String) -> Credential.User? {
        if let node = fields["community"] {
            mistakes.add(node.location, "'community' belongs to versions 1 and 2c", "remove it, or write version: 2c")
        }
        let authentication = readMethod(fields, "auth", "authKey", ConfigurationLoader.authentications, what)
        let privacy = readMethod(fields, "privacy", "privacyKey", ConfigurationLoader.privacies, what)
        if let node = fields["privacy"], fields["auth"] == nil, fields["authKey"] == nil {
            mistakes.add(
                node.location, "\(what) has 'privacy' but no 'auth'",
                "write auth: SHA-256 and authKey: … too (RFC 3414)")
        }
        guard let node = fields.required("user", of: what, "write user: …", &mistakes),
            let user = node.text("'user'", &mistakes)
        else { return nil }
        guard user.utf8.count <= 32 else {
            mistakes.add(node.location, "'user' of \(what) is longer than 32 bytes", "RFC 3414 allows no more")
            return nil
        }
        return Credential.User(name: user, authentication: authentication, privacy: privacy)
    }

    /// An algorithm and its key: both or none.
    private mutating func readMethod(
        _ fields: Fields, _ algorithmField: String, _ keyField: String, _ algorithms: [String], _ what: String
    ) -> Credential.User.Method? {
        let algorithm = fields[algorithmField]
        let key = fields[keyField]
        if let algorithm, key == nil {
            mistakes.add(
                algorithm.location, "\(what) has '\(algorithmField)' but no '\(keyField)'",
                "write \(keyField): {file: PATH}")
        }
        if let key, algorithm == nil {
            mistakes.add(
                key.location, "\(what) has '\(keyField)' but no '\(algorithmField)'",
                "write \(algorithmField): \(algorithms.contains("AES-128") ? "AES-128" : "SHA-256")")
        }
        let secret = key.flatMap { readSecret($0, "'\(keyField)'", lengths: 8...1024) }
        guard let algorithm, let text = algorithm.text("'\(algorithmField)'", &mistakes) else { return nil }
        guard algorithms.contains(text) else {
            mistakes.add(
                algorithm.location, "'\(algorithmField)' of \(what) is no algorithm that is known",
                remedy(for: text, among: algorithms, otherwise: "write \(listed(algorithms, "or"))"))
            return nil
        }
        return secret.map { Credential.User.Method(algorithm: text, key: $0) }
    }

    /// A secret: written out, `{file: PATH}` or `{env: NAME}`.
    private mutating func readSecret(_ node: YAMLNode, _ what: String, lengths: ClosedRange<Int>) -> Secret? {
        guard let text = secretText(node, what) else { return nil }
        guard lengths.contains(text.utf8.count) else {
            mistakes.add(
                node.location, "\(what) has \(text.utf8.count) bytes",
                "\(lengths.lowerBound) to \(lengths.upperBound) are needed")
            return nil
        }
        return Secret(text)
    }

    private mutating func secretText(_ node: YAMLNode, _ what: String) -> String? {
        if case .text(let text) = node.content, !text.isEmpty { return text }
        guard case .mapping = node.content else {
            mistakes.add(node.location, "\(what) has no value", "write it out, or {file: PATH}, or {env: NAME}")
            return nil
        }
        guard let fields = Fields(node, of: what, known: ["file", "env"], hidesUnknown: true, &mistakes) else {
            return nil
        }
        if let place = fields["file"], fields["env"] == nil, let path = place.text("'file'", &mistakes) {
            return secret(inFile: path, place.location, what)
        }
        if let place = fields["env"], fields["file"] == nil, let name = place.text("'env'", &mistakes) {
            if let value = environment[name] { return value }
            mistakes.add(
                place.location,
                "\(what): the environment variable \(isVariable(name) ? quoted(name) : "named here") is not set",
                "set it for the daemon, or write {file: PATH}")
            return nil
        }
        if (fields["file"] == nil) == (fields["env"] == nil) {
            mistakes.add(node.location, "\(what) needs one of 'file' and 'env'", "write {file: PATH} or {env: NAME}")
        }
        return nil
    }

    /// Only what looks like a variable's name is shown: somebody may have written the secret itself.
    private func isVariable(_ name: String) -> Bool {
        name.unicodeScalars.allSatisfy { ("A"..."Z").contains($0) || ("0"..."9").contains($0) || $0 == "_" }
    }

    private mutating func secret(inFile path: String, _ location: SourceLocation, _ what: String) -> String? {
        do {
            let (bytes, isReadableByOthers) = try TextFile.read(resolved(path), limit: 4096)
            if isReadableByOthers {
                warnings.add(location, "everybody may read the file \(quoted(path))", "chmod o-r \(path.visible())")
            }
            guard let text = String(validating: bytes, as: UTF8.self) else {
                mistakes.add(location, "\(what): the file \(quoted(path)) is not UTF-8", "save it as UTF-8")
                return nil
            }
            return String(text.prefix { !$0.isNewline })
        } catch {
            mistakes.add(location, "\(what): the file \(quoted(path)) \(error.what)", error.remedy)
            return nil
        }
    }
}
