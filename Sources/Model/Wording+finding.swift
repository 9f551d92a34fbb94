extension Wording {
    /// A finding in one line, with what to do about it.
    public func finding(_ finding: Finding, now: Timestamp) -> String {
        switch finding {
        case .sharedEngine(let engine, let others):
            let names = others.prefix(3).map { $0.visible() }.joined(separator: ", ") + (others.count > 3 ? " …" : "")
            let text = "\(names) (\(short(engine)))"
            return say(
                fi: "sama engine ID kuin \(text): anna joka laitteelle oma",
                sv: "samma engine-ID som \(text): ge varje enhet ett eget",
                en: "same engine ID as \(text): give each device its own")
        case .changedEngine(let old, let new, let moment):
            let text = "\(since(moment, now: now)): \(short(old)) → \(short(new))"
            return say(
                fi: "engine ID vaihtui \(text) (uusi tai nollattu laite?)",
                sv: "engine-ID byttes \(text) (ny eller nollställd enhet?)",
                en: "engine ID changed \(text) (new or reset device?)")
        }
    }

    /// `80001f88…9f3a`: whose it is stands in front, which one at the end.
    public func short(_ engine: EngineID) -> String {
        let text = engine.description
        return text.count > 14 ? "\(text.prefix(8))…\(text.suffix(4))" : text
    }
}
